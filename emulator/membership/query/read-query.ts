import type { RecordId } from '../../../segments';
import {
  checkQuery,
  referencedSegments,
  tryParseQuery,
  type CheckOptions,
  type SegmentQuery,
} from '../../../segments/query';
import type { Store } from '../../store';
import { tablesOf } from './environment-tables';
import { findSegment } from './referenced-segment';

/** Why a segment query cannot be computed. */
export interface QueryFault {
  /** `syntax`: it cannot be read; `meaning`: it names what is not there, or compares what cannot be compared. */
  readonly kind: 'syntax' | 'meaning';
  readonly message: string;
  /** From 0. */
  readonly position: number;
}

export type ReadQuery =
  { readonly ok: true; readonly query: SegmentQuery } | { readonly ok: false; readonly fault: QueryFault };

export interface ReadOptions extends CheckOptions {
  /** Id of the segment whose query it is: a segment cannot be made of its own members. */
  readonly self?: RecordId;
}

/** Reads and checks a segment query against the tables of a store. */
export function readQuery(store: Store, text: string, options: ReadOptions): ReadQuery {
  const parsed = tryParseQuery(text);
  if (!parsed.ok) {
    const { message, position } = parsed.error;
    return { ok: false, fault: { kind: 'syntax', message, position } };
  }
  const { query } = parsed;
  const [problem] = checkQuery(query, tablesOf(store), options);
  if (problem !== undefined) {
    return { ok: false, fault: { kind: 'meaning', message: problem.message, position: problem.position } };
  }
  const self = referencedSegments(query).find(
    ({ text: name }) => options.self !== undefined && findSegment(store, name)?.id === options.self,
  );
  if (self === undefined) return { ok: true, query };
  return {
    ok: false,
    fault: { kind: 'meaning', message: 'The query names its own segment.', position: self.at },
  };
}

/** A fault in one sentence, for messages that have no field for the position. */
export function describeFault({ message, position }: QueryFault): string {
  return `${message} Position ${position}.`;
}
