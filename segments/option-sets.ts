import {
  computationStatus,
  definitionStatus,
  executionStatus,
  executionType,
  outboundSegmentType,
  outboundStatus,
  segmentSource,
  segmentStatus,
  segmentType,
} from './statuses';

/** One value of a choice column with its English label. */
export interface Option {
  readonly value: number;
  readonly label: string;
  /** The state a status belongs to; only in status option sets. */
  readonly state?: number;
}

export type OptionSet = readonly Option[];

/** statecode of every table. */
export const stateOptions: OptionSet = [
  { value: 0, label: 'Active' },
  { value: 1, label: 'Inactive' },
];

/** statuscode of msdynmkt_segmentdefinition. */
export const definitionStatusOptions: OptionSet = [
  { value: definitionStatus.live, label: 'Live', state: 0 },
  { value: definitionStatus.draft, label: 'Draft', state: 0 },
  { value: definitionStatus.goingLive, label: 'Going live', state: 0 },
  { value: definitionStatus.deleted, label: 'Deleted', state: 1 },
  { value: definitionStatus.liveWithWarnings, label: 'Live with warnings', state: 0 },
  { value: definitionStatus.stopping, label: 'Stopping', state: 0 },
  { value: definitionStatus.stopped, label: 'Stopped', state: 0 },
];

/** statuscode of msdynmkt_segment. */
export const segmentStatusOptions: OptionSet = [
  { value: segmentStatus.active, label: 'Active', state: 0 },
  { value: segmentStatus.inactive, label: 'Inactive', state: 1 },
  { value: segmentStatus.error, label: 'Error', state: 1 },
  { value: segmentStatus.deleted, label: 'Deleted', state: 1 },
  { value: segmentStatus.exporting, label: 'Exporting', state: 1 },
  { value: segmentStatus.computing, label: 'Computing', state: 1 },
  { value: segmentStatus.computedWithWarnings, label: 'Computed with warnings', state: 1 },
  { value: segmentStatus.stopping, label: 'Stopping', state: 1 },
  { value: segmentStatus.stopped, label: 'Stopped', state: 1 },
];

/** msdynmkt_type of msdynmkt_segment. */
export const segmentTypeOptions: OptionSet = [
  { value: segmentType.static, label: 'Static segment' },
  { value: segmentType.dynamic, label: 'Dynamic segment' },
  { value: segmentType.expansion, label: 'Segment expansion' },
];

/** msdynmkt_source of msdynmkt_segment. */
export const segmentSourceOptions: OptionSet = [
  { value: segmentSource.marketing, label: 'Marketing' },
  { value: segmentSource.customerInsights, label: 'Customer Insights' },
  { value: segmentSource.journeys, label: 'Real-time journeys' },
];

/** Who sees a segment, of either kind of marketing. */
export const scopeOptions: OptionSet = [
  { value: 270100000, label: 'Organization' },
  { value: 270100001, label: 'Business unit' },
];

/** msdynmkt_computationstatus of msdynmkt_segmentdefinition. */
export const computationStatusOptions: OptionSet = [
  { value: computationStatus.running, label: 'Running' },
  { value: computationStatus.finished, label: 'Finished' },
  { value: computationStatus.error, label: 'Error' },
  { value: computationStatus.notStarted, label: 'Not started' },
];

/** statuscode of msdynmkt_segmentexecution. */
export const executionStatusOptions: OptionSet = [
  { value: executionStatus.notStarted, label: 'Not started', state: 0 },
  { value: executionStatus.inProgress, label: 'In progress', state: 0 },
  { value: executionStatus.succeeded, label: 'Succeeded', state: 0 },
  { value: executionStatus.failed, label: 'Failed', state: 0 },
  { value: executionStatus.timedOut, label: 'Timed out', state: 0 },
  { value: executionStatus.skipped, label: 'Skipped', state: 0 },
  { value: executionStatus.inactive, label: 'Inactive', state: 1 },
];

/** msdynmkt_type of msdynmkt_segmentexecution. */
export const executionTypeOptions: OptionSet = [
  { value: executionType.onDemand, label: 'On demand' },
  { value: executionType.scheduled, label: 'Scheduled' },
];

/** statuscode of msdyncrm_segment (outbound). */
export const outboundStatusOptions: OptionSet = [
  { value: outboundStatus.draft, label: 'Draft', state: 0 },
  { value: outboundStatus.live, label: 'Live', state: 0 },
  { value: outboundStatus.stopped, label: 'Stopped', state: 0 },
  { value: outboundStatus.liveEditable, label: 'Live, editable', state: 0 },
  { value: outboundStatus.expired, label: 'Expired', state: 1 },
  { value: outboundStatus.error, label: 'Error', state: 0 },
  { value: outboundStatus.goingLive, label: 'Going live', state: 0 },
  { value: outboundStatus.stopping, label: 'Stopping', state: 0 },
];

/** The status changes that the outbound segment's metadata allows. */
export const outboundTransitions: Readonly<Record<number, readonly number[]>> = {
  [outboundStatus.draft]: [outboundStatus.goingLive, outboundStatus.live, outboundStatus.expired],
  [outboundStatus.live]: [
    outboundStatus.stopping,
    outboundStatus.stopped,
    outboundStatus.goingLive,
    outboundStatus.liveEditable,
    outboundStatus.error,
  ],
  [outboundStatus.stopped]: [outboundStatus.expired, outboundStatus.goingLive],
  [outboundStatus.liveEditable]: [outboundStatus.live, outboundStatus.error, outboundStatus.goingLive],
  [outboundStatus.expired]: [],
  [outboundStatus.error]: [outboundStatus.goingLive, outboundStatus.stopping],
  [outboundStatus.goingLive]: [outboundStatus.live, outboundStatus.error],
  [outboundStatus.stopping]: [outboundStatus.stopped, outboundStatus.error],
};

/** msdyncrm_segmenttype of msdyncrm_segment (outbound). */
export const outboundSegmentTypeOptions: OptionSet = [
  { value: outboundSegmentType.dynamic, label: 'Dynamic segment' },
  { value: outboundSegmentType.static, label: 'Static segment' },
  { value: outboundSegmentType.compound, label: 'Compound segment' },
];
