import {
  newStaticGroup,
  segmentActions,
  segmentStatus,
  serialiseStaticGroups,
  type IncludeType,
  recordId,
  type RecordId,
} from '../../../segments';
import type { Assumptions } from '../../assumptions';
import { DataverseError } from '../../dataverse-error';
import type { Row } from '../../store';
import { MessageBench } from './message-bench';
import { realTimeSegmentMessages } from '../real-time-segments';

export const guid = (block: string, number: number): RecordId =>
  recordId(`${block.padEnd(8, '0')}-0000-4000-8000-${String(number).padStart(12, '0')}`);
export const person = (number: number): RecordId => guid('c', number);
export const people = (from: number, to: number): RecordId[] =>
  Array.from({ length: to - from }, (_, nth) => person(from + nth));
export const groups = { guests: guid('a', 1), staff: guid('a', 2), barred: guid('a', 3) };
export const definitionId = guid('d', 1);
export const segmentId = guid('5', 1);

/** A segment with three groups, of 40 contacts of whom each has one child more than the one before. */
export function bench(assumptions: Partial<Assumptions> = {}, definition: Row = {}): MessageBench {
  const made = new MessageBench(realTimeSegmentMessages, assumptions);
  made.store.createMany(
    'contact',
    people(0, 40).map((contactid, nth) => ({ contactid, lastname: `P${nth}`, numberofchildren: nth })),
  );
  const group = (id: RecordId, type: IncludeType): ReturnType<typeof newStaticGroup> =>
    newStaticGroup(id, 'x', type);
  made.store.create('msdynmkt_segmentdefinition', {
    msdynmkt_segmentdefinitionid: definitionId,
    msdynmkt_staticlistmembers: serialiseStaticGroups([
      group(groups.barred, 'Exclude'),
      group(groups.guests, 'Include'),
      group(groups.staff, 'Include'),
    ]),
    ...definition,
  });
  made.store.create('msdynmkt_segment', {
    msdynmkt_segmentid: segmentId,
    msdynmkt_sourcesegmentuid: definitionId,
    msdynmkt_baseentitylogicalname: 'contact',
    msdynmkt_type: 10,
    statecode: 1,
    statuscode: segmentStatus.inactive,
  });
  return made;
}

export const change = (ids: readonly string[], group = groups.guests): Record<string, unknown> => ({
  SegmentId: segmentId,
  GroupId: group,
  EntityIds: ids,
});
export const add = (on: MessageBench, ids: readonly string[], group?: RecordId): unknown =>
  on.call(segmentActions.addStaticMembers.name, change(ids, group));
export const list = (on: MessageBench, page = 1, size = 100, group = groups.guests): string =>
  String(
    on.call(segmentActions.listGroupMembers.name, {
      SegmentId: segmentId,
      GroupId: group,
      PageNo: page,
      PageSize: size,
    })?.['Response'],
  );
export const idsOf = (response: string): string[] =>
  (JSON.parse(response) as { entityIds: string[] }).entityIds;
export const publish = (on: MessageBench): unknown =>
  on.call('msdynmkt_PublishSegmentDefinition', { SegmentId: segmentId });
export const resultOf = (answer: unknown): Record<string, unknown> =>
  JSON.parse((answer as { ResultText: string }).ResultText) as Record<string, unknown>;
export const members = (on: MessageBench): unknown =>
  resultOf(on.call('msdynmkt_MembersList', { SegmentId: segmentId }))['members'];
export const status = (on: MessageBench): unknown[] => [
  on.store.retrieve('msdynmkt_segmentdefinition', definitionId)?.['statuscode'],
  on.store.retrieve('msdynmkt_segment', segmentId)?.['statuscode'],
];

export function refusalOf(work: () => unknown): { status: number; code: string; message: string } {
  try {
    work();
  } catch (error) {
    if (error instanceof DataverseError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}
