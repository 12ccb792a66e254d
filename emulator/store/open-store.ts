import type { TableDescription } from '../../segments';
import type { Store, TableRule } from './store';

export interface StoreOptions {
  /** SQLite file that keeps the rows; memory when absent. */
  readonly file?: string;
  readonly rules?: readonly TableRule[];
  readonly now?: () => Date;
}

/** Opens a store over these tables; missing SQL tables and columns are made. */
export function openStore(_tables: readonly TableDescription[], _options: StoreOptions = {}): Store {
  throw new Error('not built yet');
}
