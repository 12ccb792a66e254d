import type { Message } from './message';
import { outboundSegmentMessages } from './outbound-segments';
import { realTimeSegmentMessages } from './real-time-segments';
import { solutionMessages } from './solutions';
import { retrieveTotalRecordCountMessage } from './retrieve-total-record-count';
import { retrieveVersionMessage } from './retrieve-version';
import { whoAmIMessage } from './who-am-i';

export * from './message';

/** Every message the environment answers. */
export const allMessages: readonly Message[] = [
  whoAmIMessage,
  retrieveVersionMessage,
  retrieveTotalRecordCountMessage,
  ...solutionMessages,
  ...realTimeSegmentMessages,
  ...outboundSegmentMessages,
];
