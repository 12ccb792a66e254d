import type { StaticGroup } from '../../../segments/static-groups';
import { parseRecordId, type RecordId } from '../../../segments/record-id';
import type { MemberTable } from '../../../segments/member-tables';
import type { Dataverse } from '../dataverse/dataverse';
import { unreadableAnswer } from '../dataverse/errors';
import {
  createInsightStore,
  isThroughGroups,
  maskOfKind,
  noDefinitionFacts,
  readDefinitionFacts,
  readEvaluatedMembers,
  readReach,
  reachObstacles,
  tabulateMembership,
  type ComparedGroup,
  type Insight,
  type InsightStore,
  type ListedGroups,
  type ReachObstacle,
} from '../insight';
import type { Texts } from '../kit/texts';
import { createMembersStore } from '../members';
import { readExecutions, type Executions, type Segment } from '../segment';

/** The insight into one segment, with what it takes to read it. */
export interface SegmentInsight {
  readonly store: InsightStore;
  /** Reads the groups, the definition and the evaluated members, as far as they are not known. */
  look(groups: readonly StaticGroup[], texts: Texts): Promise<void>;
  /**
   * Everybody whom the last evaluation found; of a draft those whom its groups alone would make members. Throws what
   * keeps them from being read, and Cancelled.
   */
  everybody(draft: Insight | undefined, signal: AbortSignal): Promise<readonly RecordId[]>;
  /** Undefined where the environment does not tell. */
  executions(signal: AbortSignal): Promise<Executions | undefined>;
  /** What keeps a person from being reached; undefined where the row cannot be read. */
  obstaclesOf(id: RecordId, signal: AbortSignal): Promise<readonly ReachObstacle[] | undefined>;
  /** The segment has been read again. */
  segmentIs(segment: Segment): void;
  dispose(): void;
}

/** Stand for the two older columns among the groups; no group of Dataverse's has such an id. */
const listedIds = ['1', '2'].map((digit) => parseRecordId(`00000000-0000-0000-0000-00000000000${digit}`));

function listedGroups(texts: Texts): ListedGroups {
  const [included, excluded] = listedIds;
  if (included === undefined || excluded === undefined)
    throw new Error('The ids of the listed members are none.');
  return {
    included: { id: included, name: texts('Why_ListedIncluded'), includeType: 'Include' },
    excluded: { id: excluded, name: texts('Why_ListedExcluded'), includeType: 'Exclude' },
  };
}

export function createSegmentInsight(
  dataverse: Dataverse,
  table: MemberTable,
  first: Segment,
): SegmentInsight {
  let segment = first;
  const store = createInsightStore({
    async readGroup(groupId, signal) {
      const members = createMembersStore(dataverse, { segmentId: segment.id, groupId });
      const stop = (): void => members.dispose();
      signal.addEventListener('abort', stop);
      try {
        return await members.all();
      } finally {
        signal.removeEventListener('abort', stop);
        members.dispose();
      }
    },
    readDefinition(signal) {
      const { definitionId } = segment;
      return definitionId
        ? readDefinitionFacts(dataverse, definitionId, signal)
        : Promise.resolve(noDefinitionFacts);
    },
    readEvaluated(signal) {
      if (segment.evaluatedOn === '') return Promise.resolve(undefined);
      return readEvaluatedMembers(dataverse, segment.id, signal);
    },
  });

  return {
    store,

    async look(groups, texts) {
      const compared = groups.map(({ id, name, includeType }): ComparedGroup => ({
        id,
        includeType,
        name: name || texts('Groups_Unnamed'),
      }));
      await store.look(compared, listedGroups(texts));
    },

    async everybody(draft, signal) {
      if (draft) {
        const [including, excluding] = [
          maskOfKind(draft.groups, 'Include'),
          maskOfKind(draft.groups, 'Exclude'),
        ];
        return draft.table.idsWhere((mask) => isThroughGroups(mask, including, excluding), signal);
      }
      const { evaluation, ids } = await store.evaluated(signal);
      if (evaluation.kind === 'none') throw unreadableAnswer();
      return (await tabulateMembership([ids], signal)).idsWhere(() => true, signal);
    },

    async executions(signal) {
      const { id, definitionId } = segment;
      return (
        definitionId &&
        readExecutions(dataverse, { segment: id, definition: definitionId }, new Date(), signal)
      );
    },

    async obstaclesOf(id, signal) {
      try {
        return reachObstacles(await readReach(dataverse, table, { person: id, segment: segment.id }, signal));
      } catch {
        // A person whose row may not be read is explained without this step.
        return undefined;
      }
    },

    segmentIs(next) {
      if (next.evaluatedOn !== segment.evaluatedOn) store.evaluatedAgain();
      segment = next;
    },

    dispose: () => store.dispose(),
  };
}
