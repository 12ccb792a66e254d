import { initializeFromMessage } from './initialize-from';
import { mergeMessage } from './merge';
import type { Message } from './message';
import { outboundSegmentMessages } from './outbound-segments';
import { realTimeSegmentMessages } from './real-time-segments';
import { solutionMessages } from './solutions';
import { retrieveCurrentOrganizationMessage } from './retrieve-current-organization';
import { retrieveTotalRecordCountMessage } from './retrieve-total-record-count';
import { retrieveUserPrivilegesMessage } from './retrieve-user-privileges';
import { retrieveVersionMessage } from './retrieve-version';
import { whoAmIMessage } from './who-am-i';

export * from './message';

/** Every message the environment answers. */
export const allMessages: readonly Message[] = [
  whoAmIMessage,
  retrieveVersionMessage,
  retrieveCurrentOrganizationMessage,
  retrieveUserPrivilegesMessage,
  mergeMessage,
  initializeFromMessage,
  retrieveTotalRecordCountMessage,
  ...solutionMessages,
  ...realTimeSegmentMessages,
  ...outboundSegmentMessages,
];
