import type { ActionContract } from './action-contract';
import { limits } from './limits';

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
    complexTypes: [
      {
        name: 'StopSingleSegmentResult',
        properties: [
          { name: 'SegmentId', type: 'Edm.String' },
          { name: 'WasStopped', type: 'Edm.Boolean' },
          { name: 'Message', type: 'Edm.String', nullable: true },
          { name: 'DependentJourneys', type: 'Collection(Edm.String)', nullable: true },
          { name: 'DependentSegments', type: 'Collection(Edm.String)', nullable: true },
        ],
      },
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
