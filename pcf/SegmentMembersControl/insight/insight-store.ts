import type { IncludeType } from '../../../segments/static-groups';
import type { RecordId } from '../../../segments/record-id';
import { Cancelled } from '../bulk/slices';
import { createStore, type Store } from '../kit/store';
import type { DefinitionFacts } from './definition-facts';
import type { EvaluatedMembers } from './evaluated-members';
import type { NamedGroup, Situation } from './explain';
import { tabulateMembership, type MembershipTable, type SetMask } from './membership-table';
import { changesSinceEvaluation, overlapsOf, type ChangesSinceEvaluation, type Overlaps } from './overlaps';
import { countOf, packIds, type PackedIds } from './packed-ids';

/** A saved group, as it is compared with the others. */
export interface ComparedGroup extends NamedGroup {
  readonly includeType: IncludeType;
}

/** The older columns of listed members, which count as a group each; left out where they are empty. */
export interface ListedGroups {
  readonly included: ComparedGroup;
  readonly excluded: ComparedGroup;
}

/** What the last evaluation gave, as far as the server tells. */
export type Evaluation =
  /** Not published yet, or not readable by this person: nothing is known of the evaluated members. */
  | { readonly kind: 'none' }
  | { readonly kind: 'some'; readonly total: number }
  | { readonly kind: 'all'; readonly total: number };

/** The evaluated members as far as they are known; none for an evaluation that is not. */
export interface EvaluatedSet {
  readonly evaluation: Evaluation;
  readonly ids: PackedIds;
}

/** The whole segment, seen through. */
export interface Insight {
  /** The static members groups in their order, then the listed members. */
  readonly groups: readonly ComparedGroup[];
  readonly hasQuery: boolean;
  readonly evaluation: Evaluation;
  readonly table: MembershipTable;
  readonly overlaps: Overlaps;
  /** Undefined unless all evaluated members are known. */
  readonly changes: ChangesSinceEvaluation | undefined;
}

export type InsightState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'reading'; readonly done: number; readonly total: number }
  | { readonly kind: 'ready'; readonly insight: Insight }
  | { readonly kind: 'failed'; readonly error: unknown };

/** Where the members come from. */
export interface InsightSources {
  /** All members of a group, read to their proven end. */
  readGroup(groupId: RecordId, signal: AbortSignal): Promise<Iterable<RecordId>>;
  readDefinition(signal: AbortSignal): Promise<DefinitionFacts>;
  /** Undefined for a segment that has not been evaluated. */
  readEvaluated(signal: AbortSignal): Promise<EvaluatedMembers | undefined>;
}

export interface InsightStore {
  readonly state: Store<InsightState>;
  /** Reads what is not known yet and compares. A newer look makes an older one void. */
  look(groups: readonly ComparedGroup[], listed: ListedGroups): Promise<void>;
  /** A change on this form: the group is read again at the next look. */
  changed(groupId: RecordId, removed: readonly RecordId[]): void;
  /** The segment has been evaluated again. */
  evaluatedAgain(): void;
  /** The last evaluation, read once. Throws what keeps it from being read, and Cancelled. */
  evaluated(signal: AbortSignal): Promise<EvaluatedSet>;
  /** What is known of a person; undefined before the first look. */
  situationOf(id: RecordId): Situation | undefined;
  dispose(): void;
}

/** Bit of the evaluated members: behind those of ten groups and of two lists, whatever the number of groups. */
const evaluatedBit = 12;

export function createInsightStore(sources: InsightSources): InsightStore {
  const state = createStore<InsightState>({ kind: 'idle' });
  const groupIds = new Map<RecordId, PackedIds>();
  const removedHere = new Map<RecordId, Set<RecordId>>();
  let known: EvaluatedSet | undefined;
  /** Counts the changes on this form. */
  let generation = 0;
  let work = new AbortController();

  async function look(groups: readonly ComparedGroup[], listed: ListedGroups): Promise<void> {
    work.abort();
    work = new AbortController();
    const { signal } = work;
    try {
      const insight = await read(groups, listed, signal);
      if (!signal.aborted) state.set({ kind: 'ready', insight });
    } catch (error) {
      if (!signal.aborted && !(error instanceof Cancelled)) state.set({ kind: 'failed', error });
    }
  }

  async function read(
    saved: readonly ComparedGroup[],
    listed: ListedGroups,
    signal: AbortSignal,
  ): Promise<Insight> {
    const total = saved.length + 1;
    let done = 0;
    const progress = (): void => {
      if (!signal.aborted) state.set({ kind: 'reading', done, total });
      done += 1;
    };
    for (const { id } of saved) {
      progress();
      await readGroup(id, signal);
    }
    progress();
    const facts = await sources.readDefinition(signal);
    const groups = [...saved, ...listedIn(facts, listed)];
    const { evaluation, ids } = await evaluated(signal);
    const sets = [...groups.map(({ id }) => groupIds.get(id) ?? packIds([])), ...emptySets(groups), ids];
    const table = await tabulateMembership(sets, signal);
    const changes =
      evaluation.kind === 'all' ? changesSinceEvaluation(groups, 1 << evaluatedBit, table.counts) : undefined;
    return {
      groups,
      hasQuery: facts.hasQuery,
      evaluation,
      table,
      overlaps: overlapsOf(groups, table.counts),
      changes,
    };
  }

  async function evaluated(signal: AbortSignal): Promise<EvaluatedSet> {
    return (known ??= evaluationIn(await sources.readEvaluated(signal)));
  }

  function listedIn(facts: DefinitionFacts, listed: ListedGroups): readonly ComparedGroup[] {
    groupIds.set(listed.included.id, packIds(facts.included));
    groupIds.set(listed.excluded.id, packIds(facts.excluded));
    return [
      ...(facts.included.length > 0 ? [listed.included] : []),
      ...(facts.excluded.length > 0 ? [listed.excluded] : []),
    ];
  }

  /** A group that is changed while it is read is read once more. */
  async function readGroup(id: RecordId, signal: AbortSignal): Promise<void> {
    while (!groupIds.has(id)) {
      const before = generation;
      const ids = packIds([...(await sources.readGroup(id, signal))]);
      if (signal.aborted) throw new Cancelled();
      if (generation === before) groupIds.set(id, ids);
    }
  }

  /** What was compared before a change explains nothing any more. */
  function forgetComparison(): void {
    if (state.get().kind === 'ready') state.set({ kind: 'idle' });
  }

  return {
    state,
    look,
    evaluated,

    changed(groupId, removed) {
      generation += 1;
      forgetComparison();
      groupIds.delete(groupId);
      const known = removedHere.get(groupId) ?? new Set();
      removed.forEach((id) => known.add(id));
      removedHere.set(groupId, known);
    },

    evaluatedAgain() {
      known = undefined;
      forgetComparison();
      removedHere.clear();
    },

    situationOf(id) {
      const now = state.get();
      if (now.kind !== 'ready') return undefined;
      const { groups, table, evaluation, hasQuery } = now.insight;
      const mask = table.maskOf(packIds([id]));
      const holding = groups.filter((_, index) => (mask & (1 << index)) !== 0);
      const removedFrom = groups.filter((group) => removedHere.get(group.id)?.has(id) === true);
      return {
        includedBy: holding.filter(({ includeType }) => includeType === 'Include'),
        excludedBy: holding.filter(({ includeType }) => includeType === 'Exclude'),
        hasQuery,
        wasEvaluatedIn: wasEvaluatedIn(evaluation, mask),
        removedFrom: removedFrom.filter(
          ({ id: groupId, includeType }) =>
            includeType === 'Include' && !holding.some((group) => group.id === groupId),
        ),
      };
    },

    dispose() {
      work.abort();
      state.dispose();
    },
  };
}

/** The place of the evaluated members stays the same for fewer groups. */
function emptySets(groups: readonly ComparedGroup[]): readonly PackedIds[] {
  return Array.from({ length: Math.max(0, evaluatedBit - groups.length) }, () => packIds([]));
}

function evaluationIn(read: EvaluatedMembers | undefined): EvaluatedSet {
  if (read === undefined || read.kind === 'unreadable')
    return { evaluation: { kind: 'none' }, ids: packIds([]) };
  const ids = packIds(read.ids);
  if (read.kind === 'some') return { evaluation: { kind: 'some', total: read.total }, ids };
  return { evaluation: { kind: 'all', total: countOf(ids) }, ids };
}

/** Somebody missing on a part of the evaluated members may be on the rest. */
function wasEvaluatedIn(evaluation: Evaluation, mask: SetMask): boolean | undefined {
  const isThere = (mask & (1 << evaluatedBit)) !== 0;
  if (evaluation.kind === 'none') return undefined;
  if (evaluation.kind === 'some') return isThere ? true : undefined;
  return isThere;
}
