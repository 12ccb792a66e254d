import { limits } from './limits';

/** The EDM types that parameters and answers of these actions have. */
export type EdmType = 'Edm.String' | 'Edm.Int32' | 'Edm.Boolean' | 'Edm.Guid' | 'Collection(Edm.String)';

export interface ParameterDescription {
  readonly name: string;
  readonly type: EdmType;
  /** A missing value is refused unless this is true. */
  readonly optional?: boolean;
  readonly atMost?: number;
  readonly atLeast?: number;
}

export interface AnswerProperty {
  readonly name: string;
  readonly type: 'Edm.String' | 'Edm.Int32' | 'Collection(mscrm.StopSingleSegmentResult)';
  /** Names what the text holds when the property is JSON in a string. */
  readonly holdsJson?: 'GroupMembers' | 'SegmentMembers' | 'SegmentExecution' | 'ValidationErrors';
}

/** An unbound Web API action: `POST {environment}/api/data/v9.2/{name}`. */
export interface ActionContract {
  readonly name: string;
  readonly parameters: readonly ParameterDescription[];
  /** Empty for actions that answer 204 without a body. */
  readonly answer: readonly AnswerProperty[];
  /** `documented`: on Microsoft's page; `observed`: in a recorded answer of a real organisation. */
  readonly source: string;
}

const segmentId = { name: 'SegmentId', type: 'Edm.String' } as const;
const groupId = { name: 'GroupId', type: 'Edm.String' } as const;
const entityIds = { name: 'EntityIds', type: 'Collection(Edm.String)', atMost: limits.idsPerCall } as const;

const api = 'API page (04/21/2026)';

/** Actions of real-time segments. SegmentId is the id of the msdynmkt_segment row, not of the definition. */
export const segmentActions = {
  addStaticMembers: {
    name: 'msdynmkt_AddStaticMembers',
    parameters: [segmentId, groupId, entityIds],
    answer: [],
    source: `documented: ${api}; the 204 is observed`,
  },
  removeStaticMembers: {
    name: 'msdynmkt_RemoveStaticMembers',
    parameters: [segmentId, groupId, entityIds],
    answer: [],
    source: `documented: ${api}; answer and maximum are assumed to be those of Add`,
  },
  listGroupMembers: {
    name: 'msdynmkt_ListGroupMembers',
    parameters: [
      segmentId,
      groupId,
      { name: 'PageNo', type: 'Edm.Int32', atLeast: 1 },
      { name: 'PageSize', type: 'Edm.Int32', atLeast: 1 },
    ],
    answer: [{ name: 'Response', type: 'Edm.String', holdsJson: 'GroupMembers' }],
    source: `documented: ${api}`,
  },
  publishSegmentDefinition: {
    name: 'msdynmkt_PublishSegmentDefinition',
    parameters: [segmentId],
    answer: [],
    source: `documented: ${api}; the 204 is observed`,
  },
  membersList: {
    name: 'msdynmkt_MembersList',
    parameters: [segmentId],
    answer: [
      { name: 'StatusCode', type: 'Edm.Int32' },
      { name: 'ResultText', type: 'Edm.String', holdsJson: 'SegmentMembers' },
    ],
    source: `documented: ${api}; the paging fields are observed`,
  },
  stopSegments: {
    name: 'msdynmkt_StopSegments',
    parameters: [{ name: 'SegmentIdList', type: 'Collection(Edm.String)' }],
    answer: [
      { name: 'summary', type: 'Edm.String' },
      { name: 'stopSingleSegmentResults', type: 'Collection(mscrm.StopSingleSegmentResult)' },
    ],
    source: `documented: ${api}`,
  },
  segmentStatus: {
    name: 'msdynmkt_SegmentStatus',
    parameters: [segmentId],
    answer: [
      { name: 'StatusCode', type: 'Edm.Int32' },
      { name: 'ResultText', type: 'Edm.String', holdsJson: 'SegmentExecution' },
    ],
    source: 'observed: no page documents it',
  },
} as const satisfies Record<string, ActionContract>;

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

/** Every marketing action, real-time first. */
export const allActions: readonly ActionContract[] = [
  ...Object.values(segmentActions),
  ...Object.values(outboundActions),
];
