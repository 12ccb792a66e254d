import { segmentStatus } from '../../../segments/statuses';
import type { Segment } from './segment';

/** The states of a segment as marketers know them. */
export type SegmentPhase =
  'draft' | 'gettingReady' | 'ready' | 'readyWithWarnings' | 'stopping' | 'stopped' | 'error' | 'deleted';

const phases: Readonly<Record<number, SegmentPhase>> = {
  [segmentStatus.active]: 'ready',
  [segmentStatus.inactive]: 'draft',
  [segmentStatus.error]: 'error',
  [segmentStatus.deleted]: 'deleted',
  [segmentStatus.exporting]: 'gettingReady',
  [segmentStatus.computing]: 'gettingReady',
  [segmentStatus.computedWithWarnings]: 'readyWithWarnings',
  [segmentStatus.stopping]: 'stopping',
  [segmentStatus.stopped]: 'stopped',
};

/** Undefined for a status that this control does not know. */
export function phaseOf({ status }: Segment): SegmentPhase | undefined {
  return phases[status];
}

export function isChanging(phase: SegmentPhase | undefined): boolean {
  return phase === 'gettingReady' || phase === 'stopping';
}

export function canPublish(phase: SegmentPhase | undefined): boolean {
  return phase !== undefined && !isChanging(phase) && phase !== 'deleted';
}

export function canStop(phase: SegmentPhase | undefined): boolean {
  return phase === 'ready' || phase === 'readyWithWarnings' || phase === 'gettingReady' || phase === 'error';
}
