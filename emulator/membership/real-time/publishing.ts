import type { RecordId } from '../../../segments';
import type { Assumptions } from '../../assumptions';
import type { Store } from '../../store';

/** What publishing needs of its surroundings; a message's context has it. */
export interface Publishing {
  readonly store: Store;
  readonly user: RecordId;
  readonly assumptions: Assumptions;
  now(): Date;
  later(milliseconds: number, work: () => void | Promise<void>): void;
}
