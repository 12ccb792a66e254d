export type { Executions } from './executions';
export { readExecutions } from './executions';
export { ExecutionsView } from './ExecutionsView';
export { findSegmentOfDefinition, readSegment, type Segment } from './segment';
export { createSegmentCommands, type SegmentCommands } from './segment-commands';
export { SegmentBar } from './SegmentBar';
