/** A query that reads well and yet means nothing in this environment: what is wrong, and where. */
export interface QueryProblem {
  readonly reason:
    | 'unknownTable'
    | 'unknownColumn'
    | 'unknownRelationship'
    | 'unknownAlias'
    | 'unknownSegment'
    | 'aliasTwice'
    | 'wrongType'
    | 'wrongTable'
    | 'notAllowed'
    /** Outbound marketing has it, real-time journeys have not. */
    | 'noCounterpart';
  readonly message: string;
  /** From 0. */
  readonly position: number;
  readonly length: number;
}
