/**
 * The limits that Microsoft documents for static members groups.
 * Source: "Create a Customer Insights - Journeys segment using the Web API" (04/21/2026) and
 * "Build segments" (07/13/2026).
 */
export const limits = {
  /** Entity ids in one call of msdynmkt_AddStaticMembers. Remove states none; the same number is kept. */
  idsPerCall: 1000,
  /** Members of one static members group. */
  membersPerGroup: 200_000,
  /** Static members groups of one segment definition. */
  groupsPerDefinition: 10,
  /** Ids in one call of the outbound msdyncrm_SegmentMembersUpdate. */
  outboundIdsPerCall: 20_000,
  /** Ids in one call of the outbound include and exclude actions of 2019. */
  pinnedIdsPerCall: 10_000,
  /** Requests in one $batch. */
  requestsPerBatch: 1000,
} as const;

/** Conditions in one query, over the Web API and in FetchXML. Source: "Web service error codes", 0x8004430c. */
export const conditionsPerQuery = 500;

/** Codes of the three limits of service protection, each answered as 429. Source: "Service protection API limits". */
export const throttlingCodes = {
  tooManyRequests: '0x80072322',
  tooMuchExecutionTime: '0x80072321',
  tooManyConcurrent: '0x80072326',
} as const;

/** Dataverse's service protection, per user and web server. Source: "Service protection API limits". */
export const serviceProtection = {
  windowSeconds: 300,
  requestsPerWindow: 6000,
  executionMillisecondsPerWindow: 1_200_000,
  concurrentRequests: 52,
} as const;
