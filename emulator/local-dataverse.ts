import type { TableDescription } from '../segments';
import type { Assumptions } from './assumptions';
import type { Store } from './store';

export type SampleData = 'none' | 'standard' | 'large';

export interface LocalDataverseOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** SQLite file that keeps the rows; memory when absent. */
  readonly file?: string;
  readonly sampleData?: SampleData;
  readonly assumptions?: Partial<Assumptions>;
  /** Custom tables beside the built-in ones. */
  readonly tables?: readonly TableDescription[];
  readonly now?: () => Date;
}

export interface LocalDataverse {
  /** The environment's address without a slash at its end, e.g. `http://127.0.0.1:5151`. */
  readonly url: string;
  readonly store: Store;
  close(): Promise<void>;
}

/** Starts a local Dataverse on 127.0.0.1. */
export function startLocalDataverse(_options: LocalDataverseOptions = {}): Promise<LocalDataverse> {
  return Promise.reject(new Error('not built yet'));
}
