import type { ActionContract } from './action-contract';
import { outboundActions } from './outbound-actions';
import { segmentActions } from './segment-actions';

/** Every marketing action, real-time first. */
export const allActions: readonly ActionContract[] = [
  ...Object.values(segmentActions),
  ...Object.values(outboundActions),
];
