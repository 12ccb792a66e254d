import type { Annotations } from '../row-json';
import type { Reader } from '../store';
import type { FilterEnvironment } from './filter';

/** What rows are read with: where from, for whom, and how they are written. */
export interface Reading extends FilterEnvironment {
  readonly reader: Reader;
  /** The Web API's address with its version and a slash. */
  readonly root: string;
  readonly annotations: Annotations;
  /** Rows that the client wants on a page. */
  readonly pageSize: number | undefined;
  /** Rows of expanded collections that the answer may still take. */
  readonly related: { left: number };
}
