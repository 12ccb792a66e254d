// Values of choice columns that code asks for by name; option-sets.ts has all of them with their labels.

/** statuscode of msdynmkt_segmentdefinition. Source: API page; 4 to 6 from generated metadata of a later version. */
export const definitionStatus = {
  live: 723270000,
  draft: 723270001,
  goingLive: 723270002,
  deleted: 723270003,
  liveWithWarnings: 723270004,
  stopping: 723270005,
  stopped: 723270006,
} as const;

/** statuscode of msdynmkt_segment. Source: API page for 1 to 5, metadata for 6 to 9. */
export const segmentStatus = {
  active: 1,
  inactive: 2,
  error: 3,
  deleted: 4,
  exporting: 5,
  computing: 6,
  computedWithWarnings: 7,
  stopping: 8,
  stopped: 9,
} as const;

/** msdynmkt_type of msdynmkt_segment. */
export const segmentType = { static: 10, dynamic: 11, expansion: 12 } as const;

/** msdynmkt_source of msdynmkt_segment. */
export const segmentSource = { marketing: 10, customerInsights: 11, journeys: 12 } as const;

/** msdynmkt_computationstatus of msdynmkt_segmentdefinition. */
export const computationStatus = {
  running: 723270000,
  finished: 723270001,
  error: 723270002,
  notStarted: 723270003,
} as const;

/** statuscode of msdynmkt_segmentexecution. Source: entity metadata of a later version, like those of msdynmkt_type. */
export const executionStatus = {
  inactive: 2,
  notStarted: 723270000,
  inProgress: 723270001,
  succeeded: 723270002,
  failed: 723270003,
  timedOut: 723270004,
  skipped: 723270005,
} as const;

/** msdynmkt_type of msdynmkt_segmentexecution: what made a segment be computed. */
export const executionType = { onDemand: 723270000, scheduled: 723270001 } as const;

/** statuscode of msdyncrm_segment (outbound). Source: entity metadata (2024). */
export const outboundStatus = {
  draft: 192350000,
  live: 192350001,
  stopped: 192350002,
  liveEditable: 192350003,
  expired: 192350004,
  error: 192350005,
  goingLive: 192350006,
  stopping: 192350007,
} as const;

/** msdyncrm_segmenttype of msdyncrm_segment (outbound). */
export const outboundSegmentType = { dynamic: 192350000, static: 192350001, compound: 192350002 } as const;
