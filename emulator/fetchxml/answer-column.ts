import type { ColumnDescription } from '../../segments';
import { targetColumn, type Scalar, type Selection } from '../store';
import { referenceAt, type Place } from './places';

/** One value of the rows of an answer. */
export interface AnswerColumn {
  /** Key in the rows, and the name in the answer for all but columns of the query's own table. */
  readonly key: string;
  /** `own`: a column of the query's own table under its own name. `aliased`: under another name or of a link. */
  readonly kind: 'own' | 'aliased' | 'computed';
  readonly column: ColumnDescription;
  readonly fiscal?: 'fiscal-period' | 'fiscal-year';
  /** Key of the table that a lookup with several targets points to. */
  readonly targetKey?: string;
}

export interface SelectedColumn {
  readonly answer: AnswerColumn;
  readonly selections: readonly Selection[];
}

/** A plain column, with the table it points to when that is not the same for all rows. */
export function selectColumn(
  place: Place,
  column: ColumnDescription,
  key: string,
  kind: AnswerColumn['kind'],
): SelectedColumn {
  const target = column.type === 'lookup' ? targetColumn(column) : undefined;
  const targetKey = target === undefined ? undefined : `${key}$target`;
  return {
    answer: { key, kind, column, ...(targetKey === undefined ? {} : { targetKey }) },
    selections: [
      { as: key, value: referenceAt(place, column.name) },
      ...(target === undefined || targetKey === undefined
        ? []
        : [{ as: targetKey, value: referenceAt(place, target) }]),
    ],
  };
}

/** A value made by a function or an aggregate, described as the column it could be. */
export function selectComputed(
  key: string,
  value: Scalar,
  column: ColumnDescription,
  fiscal?: AnswerColumn['fiscal'],
): SelectedColumn {
  return {
    answer: { key, kind: 'computed', column, ...(fiscal === undefined ? {} : { fiscal }) },
    selections: [{ as: key, value }],
  };
}
