/** What a person's row says about being written to; undefined where the table lacks the column or it was not read. */
export interface ReachFacts {
  readonly isActive: boolean | undefined;
  readonly email: string | undefined;
  readonly doNotEmail: boolean | undefined;
  readonly doNotBulkEmail: boolean | undefined;
  /** Ids of business units. */
  readonly businessUnit: string | undefined;
  readonly segmentBusinessUnit: string | undefined;
}

/**
 * What keeps a member from being reached, the weightiest first. `doNotBulkEmail` does not by itself: consent decides
 * when sending, so it is a note.
 */
export type ReachObstacle = 'inactive' | 'otherBusinessUnit' | 'noEmail' | 'doNotEmail' | 'doNotBulkEmail';

export function reachObstacles(facts: ReachFacts): readonly ReachObstacle[] {
  const { businessUnit, segmentBusinessUnit } = facts;
  const isElsewhere =
    businessUnit !== undefined && segmentBusinessUnit !== undefined && businessUnit !== segmentBusinessUnit;
  const present: readonly (readonly [ReachObstacle, boolean])[] = [
    ['inactive', facts.isActive === false],
    ['otherBusinessUnit', isElsewhere],
    ['noEmail', facts.email !== undefined && facts.email.trim() === ''],
    ['doNotEmail', facts.doNotEmail === true],
    ['doNotBulkEmail', facts.doNotBulkEmail === true],
  ];
  return present.flatMap(([obstacle, isPresent]) => (isPresent ? obstacle : []));
}
