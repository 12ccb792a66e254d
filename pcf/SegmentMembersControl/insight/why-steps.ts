import type { RecordId } from '../../../segments/record-id';
import type { NamedGroup, Situation } from './explain';
import type { ComparedGroup } from './insight-store';
import type { ReachObstacle } from './reach';

/** What each rule says of the person, in the order in which the rules are told. */
export type WhyStep =
  | { readonly kind: 'member'; readonly group: ComparedGroup }
  | { readonly kind: 'notMember'; readonly group: ComparedGroup; readonly wasRemoved: boolean }
  | { readonly kind: 'query'; readonly says: 'none' | 'found' | 'notFound' | 'unknown' }
  | { readonly kind: 'reach'; readonly obstacles: readonly ReachObstacle[] };

/** The steps of an explanation: a line for each group, one for the query, one for what keeps from reaching. */
export function whySteps(
  situation: Situation,
  groups: readonly ComparedGroup[],
  obstacles: readonly ReachObstacle[] | undefined,
): readonly WhyStep[] {
  const holding = idsOf([...situation.includedBy, ...situation.excludedBy]);
  const removed = idsOf(situation.removedFrom);
  const steps = groups.map((group): WhyStep =>
    holding.has(group.id)
      ? { kind: 'member', group }
      : { kind: 'notMember', group, wasRemoved: removed.has(group.id) },
  );
  const reach: readonly WhyStep[] = obstacles ? [{ kind: 'reach', obstacles }] : [];
  return [...steps, { kind: 'query', says: sayingOfQuery(situation) }, ...reach];
}

function idsOf(groups: readonly NamedGroup[]): ReadonlySet<RecordId> {
  return new Set(groups.map(({ id }) => id));
}

/** The query's own word is known only where no group speaks for or against the person. */
function sayingOfQuery(situation: Situation): 'none' | 'found' | 'notFound' | 'unknown' {
  const { hasQuery, includedBy, excludedBy, wasEvaluatedIn, removedFrom } = situation;
  if (!hasQuery) return 'none';
  if (wasEvaluatedIn === undefined) return 'unknown';
  if (includedBy.length + excludedBy.length + removedFrom.length > 0) return 'unknown';
  return wasEvaluatedIn ? 'found' : 'notFound';
}
