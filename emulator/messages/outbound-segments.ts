import { outboundActions } from '../../segments';
import { pinMembers } from '../membership/outbound/pins';
import { updateMembers } from '../membership/outbound/update-members';
import { validateSegment } from '../membership/outbound/validate';
import type { Row } from '../store';
import { messageOf } from './contract-message';
import { fetchContacts } from './fetch-contacts';
import type { Message, MessageParameters } from './message';

const pin = (to: 'include' | 'exclude'): Pick<Message, 'handle'> => ({
  handle(context, parameters) {
    pinMembers(context, to, parameters);
    return undefined;
  },
});

/** The columns among the parameters: only those that were sent. */
function columnsIn(parameters: MessageParameters): Row {
  const entries = Object.entries(parameters).filter(
    (entry): entry is [string, string | number] =>
      typeof entry[1] === 'string' || typeof entry[1] === 'number',
  );
  return Object.fromEntries(entries);
}

/** The actions of outbound segments. Sources: segments/actions.ts. */
export const outboundSegmentMessages: readonly Message[] = [
  messageOf(outboundActions.segmentMembersUpdate, {
    handle: (context, parameters) => ({
      msdyncrm_state: updateMembers(context, {
        segmentId: parameters['msdyncrm_segmentid'],
        operation: parameters['msdyncrm_operation'],
        memberIds: parameters['msdyncrm_memberids'],
        query: parameters['msdyncrm_query'],
      }),
    }),
  }),
  messageOf(outboundActions.fetchContactsByQuery, {
    readOnly: true,
    handle: ({ store, user }, parameters) => ({
      Response: JSON.stringify(
        fetchContacts(store, user, String(parameters['Query']), String(parameters['FetchXml'])),
      ),
    }),
  }),
  messageOf(outboundActions.validateSegment, {
    readOnly: true,
    handle: ({ store }, parameters) => ({
      ValidationResult: JSON.stringify(validateSegment(store, columnsIn(parameters)).findings),
    }),
  }),
  messageOf(outboundActions.includeMember, pin('include')),
  messageOf(outboundActions.includeMembers, pin('include')),
  messageOf(outboundActions.excludeMember, pin('exclude')),
  messageOf(outboundActions.excludeMembers, pin('exclude')),
];
