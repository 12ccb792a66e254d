import type { RecordId } from '../../../segments/record-id';

/** Whose people can be taken as they are, without a list to look up. */
export interface Source {
  /** Differs from that of every other source. */
  readonly key: string;
  /** Empty for the whole of a segment. */
  readonly name: string;
  /** The segment that it is a part of. */
  readonly segment?: string;
  readonly isMarketingList?: boolean;
  /** Throws what keeps the people from being read, and Cancelled. */
  read(onProgress: (count: number) => void, signal: AbortSignal): Promise<readonly RecordId[]>;
}

/** A source that has more people than a group can hold. */
export class SourceTooLarge extends Error {
  readonly rows: number;
  constructor(rows: number) {
    super(`more than ${rows} rows`);
    this.name = 'SourceTooLarge';
    this.rows = rows;
  }
}
