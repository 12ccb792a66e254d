import { outboundActions } from '../../segments';
import { pinMembers, type PinnedMembers } from '../membership/outbound/pins';
import { updateMembers } from '../membership/outbound/update-members';
import { validateSegment } from '../membership/outbound/validate';
import { messageOf } from './contract-message';
import { fetchContacts } from './fetch-contacts';
import type { Message, MessageContext } from './message';

const pin = (to: 'include' | 'exclude') => ({
  handle(context: MessageContext, parameters: PinnedMembers) {
    pinMembers(context, to, parameters);
    return undefined;
  },
});

/** The actions of outbound segments. Sources: segments/outbound-actions.ts. */
export const outboundSegmentMessages: readonly Message[] = [
  messageOf(outboundActions.segmentMembersUpdate, {
    handle: (context, parameters) => ({
      msdyncrm_state: updateMembers(context, parameters),
    }),
  }),
  messageOf(outboundActions.fetchContactsByQuery, {
    readOnly: true,
    handle: async (context, { Query, FetchXml }) => ({
      Response: JSON.stringify(await fetchContacts(context, Query, FetchXml)),
    }),
  }),
  messageOf(outboundActions.validateSegment, {
    readOnly: true,
    handle: ({ store }, parameters) => ({
      ValidationResult: JSON.stringify(validateSegment(store, parameters).findings),
    }),
  }),
  messageOf(outboundActions.includeMember, pin('include')),
  messageOf(outboundActions.includeMembers, pin('include')),
  messageOf(outboundActions.excludeMember, pin('exclude')),
  messageOf(outboundActions.excludeMembers, pin('exclude')),
];
