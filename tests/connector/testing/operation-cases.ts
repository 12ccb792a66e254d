import type { Input } from './connector-client';
import type { Environment } from './environment';
import {
  badFilter,
  badOrder,
  emptyList,
  nobody,
  notAGuid,
  ofNobody,
  ofText,
  tooLong,
  type MakeInput,
  type Never404,
  type OperationCase,
} from './operation-case';
import { outboundCases } from './outbound-cases';
import { peopleCases } from './people-cases';

const ofSegment = (environment: Environment, body?: unknown): Input => ({
  parameters: { segmentId: environment.segment().segmentId },
  ...(body === undefined ? {} : { body }),
});
const ofGroup = (environment: Environment, body?: unknown): Input => {
  const { segmentId, groupId } = environment.segment();
  return { parameters: { segmentId, groupId }, ...(body === undefined ? {} : { body }) };
};
const ofMissingGroup =
  (body?: unknown): MakeInput =>
  (environment) => ({
    parameters: { segmentId: environment.segment().segmentId, groupId: nobody },
    ...(body === undefined ? {} : { body }),
  });
const ofDefinition = (environment: Environment, body?: unknown): Input => ({
  parameters: { segmentDefinitionId: environment.segment().definitionId },
  ...(body === undefined ? {} : { body }),
});
const membersOf = (environment: Environment, ids: unknown): Input => {
  const { segmentId, groupId } = environment.segment();
  return { body: { SegmentId: segmentId, GroupId: groupId, EntityIds: ids } };
};
const newSegment = { name: 'Spring guests', memberTable: 'contact' };

const segments: Readonly<Record<string, OperationCase>> = {
  ListSegments: {
    good: (environment) => ({
      parameters: { $filter: `msdynmkt_segmentid eq ${environment.segment().segmentId}` },
    }),
    status: 200,
    bad: badFilter,
    refusal: /equals|syntax/i,
    never404: emptyList(`msdynmkt_segmentid eq ${nobody}`),
  },
  GetSegment: {
    good: (environment) => ofSegment(environment),
    status: 200,
    bad: ofText('segmentId'),
    refusal: /./,
    missing: ofNobody('segmentId'),
  },
  CreateStaticSegment: {
    good: () => ({
      body: {
        ...newSegment,
        groups: [
          { name: 'Invited', includeType: 'Include' },
          { name: 'Barred', includeType: 'Exclude' },
        ],
      },
    }),
    status: 201,
    bad: () => ({ body: { ...newSegment, groups: [{ name: 'Invited', includeType: 'Maybe' }] } }),
    refusal: /'Include or Exclude' is 'Maybe'; it must be Include or Exclude/,
    missing: () => ({ body: { ...newSegment, businessUnitId: nobody } }),
  },
  CreateDynamicSegment: {
    good: () => ({
      body: { ...newSegment, query: 'PROFILE(contact)', refreshIntervalMinutes: 60, scope: 270100000 },
    }),
    status: 201,
    bad: () => ({ body: newSegment }),
    refusal: /'Query' is missing/,
    missing: () => ({ body: { ...newSegment, query: 'PROFILE(contact)', businessUnitId: nobody } }),
  },
  UpdateSegment: {
    good: (environment) => ofSegment(environment, { msdynmkt_displayname: 'Renamed' }),
    status: 200,
    bad: (environment) => ofSegment(environment, { msdynmkt_displayname: tooLong }),
    refusal: /length|100/,
    missing: ofNobody('segmentId', { msdynmkt_displayname: 'Renamed' }),
  },
  DeleteSegment: {
    good: (environment) => ofSegment(environment),
    status: 204,
    bad: ofText('segmentId'),
    refusal: notAGuid,
    missing: ofNobody('segmentId'),
  },
  ListSegmentDefinitions: {
    good: () => ({ parameters: { $top: 1 } }),
    status: 200,
    bad: badFilter,
    refusal: /equals|syntax/i,
    never404: emptyList(`msdynmkt_segmentdefinitionid eq ${nobody}`),
  },
  GetSegmentDefinition: {
    good: (environment) => ofDefinition(environment),
    status: 200,
    bad: ofText('segmentDefinitionId'),
    refusal: /./,
    missing: ofNobody('segmentDefinitionId'),
  },
  CreateSegmentDefinition: {
    good: () => ({ body: { msdynmkt_name: 'Spring', msdynmkt_segmentquery: 'PROFILE(contact)' } }),
    status: 201,
    bad: () => ({ body: { msdynmkt_name: tooLong } }),
    refusal: /length|100/,
    never404: {
      why: 'it refers to no other row',
      input: () => ({ body: { msdynmkt_name: 'Alone' } }),
      status: 201,
      answer: { msdynmkt_name: 'Alone' },
    },
  },
  UpdateSegmentDefinition: {
    good: (environment) => ofDefinition(environment, { msdynmkt_name: 'Renamed' }),
    status: 200,
    bad: (environment) => ofDefinition(environment, { msdynmkt_disablesegmentrefresh: 'perhaps' }),
    refusal: /./,
    missing: ofNobody('segmentDefinitionId', { msdynmkt_name: 'Renamed' }),
  },
  DeleteSegmentDefinition: {
    good: (environment) => ofDefinition(environment),
    status: 204,
    bad: ofText('segmentDefinitionId'),
    refusal: /./,
    missing: ofNobody('segmentDefinitionId'),
  },
};

const groups: Readonly<Record<string, OperationCase>> = {
  ListStaticGroups: {
    good: (environment) => ofSegment(environment),
    status: 200,
    bad: ofText('segmentId'),
    refusal: notAGuid,
    missing: ofNobody('segmentId'),
  },
  AddStaticGroup: {
    good: (environment) => ofSegment(environment, { name: 'Late', includeType: 'Include' }),
    status: 201,
    bad: (environment) => ofSegment(environment, { includeType: 'Include' }),
    refusal: /'Group Name' is missing/,
    missing: ofNobody('segmentId', { name: 'Late', includeType: 'Include' }),
  },
  UpdateStaticGroup: {
    good: (environment) => ofGroup(environment, { includeType: 'Exclude' }),
    status: 200,
    bad: (environment) => ofGroup(environment, { includeType: 'exclude' }),
    refusal: /'Include or Exclude' is 'exclude'/,
    missing: ofMissingGroup({ name: 'Renamed' }),
  },
  RemoveStaticGroup: {
    good: (environment) => ofGroup(environment),
    status: 204,
    bad: ofText('groupId', undefined, { segmentId: nobody }),
    refusal: /./,
    missing: ofMissingGroup(),
  },
};

const members: Readonly<Record<string, OperationCase>> = {
  AddStaticMembers: {
    good: (environment) => membersOf(environment, [environment.contact()]),
    status: 204,
    bad: (environment) => membersOf(environment, [environment.contact(), 'ada@example.com']),
    refusal: /ada@example.com/,
    missing: () => ({ body: { SegmentId: nobody, GroupId: nobody, EntityIds: [nobody] } }),
  },
  RemoveStaticMembers: {
    good: (environment) => membersOf(environment, [environment.contact()]),
    status: 204,
    bad: (environment) => membersOf(environment, 'everybody'),
    refusal: /EntityIds/,
    missing: () => ({ body: { SegmentId: nobody, GroupId: nobody, EntityIds: [nobody] } }),
  },
  ListGroupMembers: {
    good: (environment) => ofGroup(environment),
    status: 200,
    bad: (environment) => {
      const { segmentId, groupId } = environment.segment();
      return { parameters: { segmentId, groupId, pageSize: 0 } };
    },
    refusal: /'Page Size' must be a whole number from 1 to 5000/,
    missing: ofNobody('segmentId', undefined, { groupId: nobody }),
  },
  ListSegmentMembers: {
    good: (environment) => ofSegment(environment),
    status: 200,
    bad: ofText('segmentId'),
    refusal: notAGuid,
    missing: ofNobody('segmentId'),
  },
};

const lifeCycle: Readonly<Record<string, OperationCase>> = {
  PublishSegment: {
    good: (environment) => ({ body: { SegmentId: environment.segment().segmentId } }),
    status: 204,
    bad: () => ({ body: { SegmentId: 'VIPs' } }),
    refusal: /./,
    missing: () => ({ body: { SegmentId: nobody } }),
  },
  StopSegments: {
    good: (environment) => ({ body: { SegmentIdList: [environment.segment().segmentId] } }),
    status: 200,
    bad: () => ({ body: { SegmentIdList: 'VIPs' } }),
    refusal: /./,
    never404: {
      why: 'it answers for each segment of the list',
      input: () => ({ body: { SegmentIdList: [nobody] } }),
      status: 200,
      answer: { stopSingleSegmentResults: [{ SegmentId: nobody, WasStopped: false }] },
    },
  },
  GetSegmentStatus: {
    good: (environment) => ofSegment(environment),
    status: 200,
    bad: ofText('segmentId'),
    refusal: notAGuid,
    missing: ofNobody('segmentId'),
  },
};

const triggerCase: OperationCase = {
  good: () => ({}),
  status: 202,
  bad: badOrder,
  refusal: /nonsense/,
  never404: {
    why: 'a check without rows waits for the next one',
    input: () => ({ parameters: { $filter: `msdynmkt_segmentid eq ${nobody}` } }),
    status: 202,
    answer: undefined,
  },
};

const triggers: Readonly<Record<string, OperationCase>> = {
  OnSegmentChanged: triggerCase,
  OnSegmentReady: triggerCase,
  OnSegmentFailed: triggerCase,
};

const rootBusinessUnits: Never404 = {
  why: 'it names no row, and every environment has a business unit',
  input: () => ({}),
  status: 200,
  answer: { value: [{ businessunitid: expect.any(String) }] },
};

const internal: Readonly<Record<string, OperationCase>> = {
  ListMemberTables: {
    good: () => ({}),
    status: 200,
    bad: () => ({ parameters: { $select: 'Nonsense' } }),
    refusal: /Nonsense/,
    never404: emptyList("LogicalName eq 'nobody'"),
  },
  ListBusinessUnits: {
    good: () => ({}),
    status: 200,
    bad: badOrder,
    refusal: /nonsense/,
    never404: rootBusinessUnits,
  },
};

/** Every operation but WhoAmI, which takes no input that could be wrong. */
export const operationCases: Readonly<Record<string, OperationCase>> = {
  ...segments,
  ...groups,
  ...members,
  ...peopleCases,
  ...lifeCycle,
  ...outboundCases,
  ...triggers,
  ...internal,
};
