import type { ActionContract } from './action-contract';

const outboundSegmentId = { name: 'msdyncrm_segmentid', type: 'Edm.String' } as const;
const memberId = { name: 'msdyncrm_memberid', type: 'Edm.String', optional: true } as const;
const memberIds = { name: 'msdyncrm_memberids', type: 'Edm.String', optional: true } as const;
const segmentMemberId = { name: 'msdyncrm_segmentmemberid', type: 'Edm.String', optional: true } as const;
const segmentMemberIds = { name: 'msdyncrm_segmentmemberids', type: 'Edm.String', optional: true } as const;

/** Every spelling that one of the pages of 2019 uses for the ids. */
const spellingsOfMemberIds = [memberId, memberIds, segmentMemberId, segmentMemberIds] as const;

/** What msdyncrm_SegmentMembersUpdate can do. */
export const outboundOperations = [
  'addByIds',
  'removeByIds',
  'addByQuery',
  'removeByQuery',
  'getState',
] as const;
export type OutboundOperation = (typeof outboundOperations)[number];

/** Actions of the older outbound segments. Answers that no page shows are assumed; see emulator/FIDELITY.md. */
export const outboundActions = {
  segmentMembersUpdate: {
    name: 'msdyncrm_SegmentMembersUpdate',
    parameters: [
      outboundSegmentId,
      { name: 'msdyncrm_operation', type: 'Edm.String' },
      memberIds,
      { name: 'msdyncrm_query', type: 'Edm.String', optional: true },
    ],
    answer: [{ name: 'msdyncrm_state', type: 'Edm.String' }],
    source: 'documented: outbound page (2025); the answer is assumed',
  },
  fetchContactsByQuery: {
    name: 'msdyncrm_FetchContactsByQuery',
    parameters: [
      { name: 'Query', type: 'Edm.String' },
      { name: 'FetchXml', type: 'Edm.String' },
      { name: 'OwningBusinessUnit', type: 'Edm.String', optional: true },
      { name: 'Scope', type: 'Edm.Int32', optional: true },
      { name: 'TimeZone', type: 'Edm.Int32', optional: true },
    ],
    answer: [{ name: 'Response', type: 'Edm.String' }],
    source: 'documented: outbound page (2025); the answer is assumed',
  },
  validateSegment: {
    name: 'msdyncrm_ValidateSegment',
    parameters: [
      { name: 'msdyncrm_segmentname', type: 'Edm.String', optional: true },
      { name: 'msdyncrm_segmentquery', type: 'Edm.String', optional: true },
      { name: 'msdyncrm_segmenttype', type: 'Edm.Int32', optional: true },
      { name: 'statuscode', type: 'Edm.Int32', optional: true },
    ],
    answer: [{ name: 'ValidationResult', type: 'Edm.String', holdsJson: 'ValidationErrors' }],
    source: 'documented: outbound page (2025)',
  },
  includeMember: {
    name: 'msdyncrm_IncludeMemberInSegment',
    parameters: [outboundSegmentId, ...spellingsOfMemberIds],
    answer: [],
    source: 'documented: outbound pages (2019); the answer is assumed',
  },
  includeMembers: {
    name: 'msdyncrm_IncludeMembersInSegment',
    parameters: [outboundSegmentId, ...spellingsOfMemberIds],
    answer: [],
    source: 'documented: outbound pages (2019); the answer is assumed',
  },
  excludeMember: {
    name: 'msdyncrm_ExcludeMemberFromSegment',
    parameters: [outboundSegmentId, ...spellingsOfMemberIds],
    answer: [],
    source: 'documented: outbound pages (2019); the answer is assumed',
  },
  excludeMembers: {
    name: 'msdyncrm_ExcludeMembersFromSegment',
    parameters: [outboundSegmentId, ...spellingsOfMemberIds],
    answer: [],
    source: 'documented: outbound pages (2019); the answer is assumed',
  },
} as const satisfies Record<string, ActionContract>;
