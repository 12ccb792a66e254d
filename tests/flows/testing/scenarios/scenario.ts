import { recordId } from '../../../../segments';
import { MemberSets } from '../../../../emulator/membership/member-sets';
import { groupSet } from '../../../../emulator/membership/real-time/segment';
import type { Store } from '../../../../emulator/store';
import type { FlowEnvironment } from '../environment';
import { runFlow, type Connection, type FinishedRun, type JsonValue } from '../runner';
import { groupsOfSegment, segmentsNamed, type SegmentFixture } from '../segment-fixtures';

/**
 * Runs a flow, looks into the database, and says how it went in a few words. A run may do less than it was asked to,
 * but only when it says so by failing.
 */
export type Scenario = (environment: FlowEnvironment) => Promise<string>;

let last = 0;
/** Names and cities of one's own, so that scenarios do not meet. */
export const unique = (name: string): string => `${name} ${++last}`;
/** The first of ten thousand numbers that no other scenario has. */
export const uniqueNumber = (): number => 10_000 * ++last;

/** What somebody else does in the middle of a run: just before the flow calls an operation for the first time. */
export interface Meanwhile {
  readonly before: string;
  readonly act: () => void;
}

export const run = (
  environment: FlowEnvironment,
  flow: string,
  triggerBody: JsonValue = null,
  environmentVariables: Readonly<Record<string, string>> = {},
  meanwhile?: Meanwhile,
): Promise<FinishedRun> =>
  runFlow(environment.flow(flow), {
    connections: meanwhile ? interrupted(environment, meanwhile) : environment.connections,
    triggerBody,
    environmentVariables,
  });

function interrupted(environment: FlowEnvironment, { before, act }: Meanwhile): Record<string, Connection> {
  let isOver = false;
  const interrupt = (connection: Connection): Connection => ({
    call: (operationId, parameters) => {
      if (operationId === before && !isOver) {
        isOver = true;
        act();
      }
      return connection.call(operationId, parameters);
    },
    follow: (address) => connection.follow(address),
  });
  return Object.fromEntries(
    Object.entries(environment.connections).map(([name, connection]) => [name, interrupt(connection)]),
  );
}

const setOf = ({ definitionId, groupId }: SegmentFixture) =>
  groupSet(recordId(definitionId), recordId(groupId));

export function addMembers(store: Store, segment: SegmentFixture, ids: readonly string[]): void {
  MemberSets.in(store.database).add(setOf(segment), ids.map(recordId));
}

export function removeMembers(store: Store, segment: SegmentFixture, ids: readonly string[]): void {
  MemberSets.in(store.database).remove(setOf(segment), ids.map(recordId));
}

export const same = (one: readonly string[], other: readonly string[]): boolean =>
  JSON.stringify([...one].sort()) === JSON.stringify([...other].sort());

/** "Succeeded" is only said of a database that is as it should be. */
export function outcomeOf(finished: FinishedRun, isDone: boolean): string {
  if (finished.status === 'Succeeded') expect(isDone).toBe(true);
  if (finished.status === 'Succeeded') return 'done, Succeeded';
  return isDone ? 'done, Failed all the same' : 'Failed, and says so';
}

/** The group that a flow made in the segment that it made. */
export function madeGroup(store: Store, name: string): SegmentFixture {
  const [segment] = segmentsNamed(store, name);
  const [group] = groupsOfSegment(store, segment ?? {});
  return {
    segmentId: String(segment?.['msdynmkt_segmentid']),
    definitionId: String(segment?.['msdynmkt_sourcesegmentuid']),
    groupId: group?.groupId ?? '',
  };
}
