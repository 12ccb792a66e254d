import type { MemberTable } from '../../../../segments/member-tables';
import type { ListRow, ListTable } from '../list-table';
import { columnFacts, type ColumnFacts } from './column-facts';
import { filledIn, headingRow } from './heading-row';
import { emailHeading, headingKey, idHeading, type HeadingMeaning } from './headings';

/** What the values of a column are compared with. */
export interface MatchBy {
  readonly kind: 'id' | 'email' | 'text';
  /** Logical name of the column of the member table. */
  readonly column: string;
}

/** How a list tells its people. */
export interface Recognition {
  /** Place of the row of headings, below which the values begin; undefined where they begin at once. */
  readonly headings: number | undefined;
  /** Columns to read, counted from 0, at least one. */
  readonly columns: readonly number[];
  /** Whether the first of the columns that has a value tells the person, or each of them tells one. */
  readonly take: 'first' | 'each';
  readonly matchBy: MatchBy;
}

/** A column that people can be told by, with what it looks like. */
export interface ColumnCandidate {
  readonly column: number;
  readonly kind: 'id' | 'email';
  readonly heading: string;
  readonly examples: readonly string[];
  /** Whether it says the same as the columns that were chosen. */
  readonly isSame: boolean;
}

export interface Recognised {
  /** Undefined when the list has nothing to tell members by. */
  readonly recognition: Recognition | undefined;
  /** All columns with ids or addresses, the chosen ones among them. */
  readonly candidates: readonly ColumnCandidate[];
  /** Whether another column is as good, so that a person has to look. */
  readonly isUnsure: boolean;
}

interface Ranked {
  readonly facts: ColumnFacts;
  readonly headings: number | undefined;
  readonly heading: string;
  readonly meaning: HeadingMeaning;
  readonly rank: number;
}

/**
 * The columns that tell people: headings decide first, ids before addresses, the person's before anybody else's; then
 * how many cells are valid and how many different people they tell. Hidden rows are not asked.
 */
export function recognise(
  { rows: all }: ListTable,
  table: MemberTable,
  textColumns: readonly string[] = [],
): Recognised {
  const rows = all.some(({ isHidden }) => isHidden) ? all.filter(({ isHidden }) => !isHidden) : all;
  const ranked = columnFacts(rows)
    .map((facts) => rankedBy(facts, rows, table))
    .sort((a, b) => b.rank - a.rank || a.facts.column - b.facts.column);
  const [best] = ranked;
  // Places are told to the outside in the whole list.
  const inAll = (place: number | undefined): number | undefined => {
    const row = place === undefined ? undefined : rows[place];
    return row && all.indexOf(row);
  };
  if (!best || best.rank < ranks.other) {
    const named = recogniseByName(rows, table, textColumns);
    if (named) {
      const recognition = { ...named, headings: inAll(named.headings) };
      return { recognition, candidates: candidatesOf(ranked, named.columns), isUnsure: false };
    }
  }
  if (!best) return { recognition: undefined, candidates: [], isUnsure: false };
  const matchBy: MatchBy =
    best.facts.kind === 'id'
      ? { kind: 'id', column: table.primaryId }
      : { kind: 'email', column: table.emailColumn };
  // One heading above lines of several people is that of them all.
  const isTable = best.headings !== undefined && filledIn(rows[best.headings]) > 1;
  const everywhere = isTable ? [] : recipientColumns(ranked, best);
  const second = ranked.filter(
    ({ facts, meaning, heading }) =>
      facts.kind === best.facts.kind &&
      (meaning === 'second' || (heading === '' && haveNoRowInCommon(facts, best.facts))),
  );
  const columns =
    everywhere.length > 1
      ? everywhere
      : [
          best.facts.column,
          ...second.map(({ facts }) => facts.column).filter((each) => each !== best.facts.column),
        ];
  return {
    recognition: {
      headings: inAll(best.headings),
      columns,
      take: everywhere.length > 1 ? 'each' : 'first',
      matchBy,
    },
    candidates: candidatesOf(ranked, columns),
    isUnsure: everywhere.length < 2 && (best.rank < ranks.none || hasRival(ranked, best)),
  };
}

/** Steps between which nothing but the heading decides. */
const ranks = { other: 10, second: 20, none: 30, own: 40 } as const;

function rankedBy(facts: ColumnFacts, rows: readonly ListRow[], table: MemberTable): Ranked {
  const headings = headingRow(rows, facts, table);
  const heading = headings === undefined ? '' : (rows[headings]?.cells[facts.column] ?? '');
  const meaning = facts.kind === 'id' ? idHeading(heading, table) : emailHeading(heading, table);
  const step = meaning === 'exact' ? ranks.own : ranks[meaning];
  const share = facts.valid / Math.max(1, facts.filled - (headings === undefined ? 0 : 1));
  const distinct = facts.distinct / Math.max(1, facts.valid);
  // Ids of this table are surer than addresses, which several records may have.
  const byKind = facts.kind === 'id' && meaning !== 'other' ? ranks.own - step + 5 : 0;
  const exact = meaning === 'exact' ? 2 : 0;
  const isSparse = share < 0.3;
  // One and the same person in every row is rather who made the list.
  const isConstant = facts.valid >= 3 && distinct < 0.3 && meaning !== 'exact' ? 15 : 0;
  const rank =
    (isSparse ? step / 4 : step + byKind + exact) +
    Math.min(1, share) +
    2 * distinct * Math.min(1, facts.valid / 3) -
    isConstant;
  return { facts, headings, heading, meaning, rank };
}

/** Columns of a paste of recipients: no headings, and nearly all of its cells are addresses of different people. */
function recipientColumns(ranked: readonly Ranked[], best: Ranked): readonly number[] {
  const same = ranked.filter(({ facts }) => facts.kind === best.facts.kind);
  const isValid = ({ facts, headings }: Ranked): boolean =>
    facts.valid >= 0.8 * (facts.filled - (headings === undefined ? 0 : 1));
  const areAllValid = same.every(isValid);
  const valid = same.reduce((sum, { facts }) => sum + facts.valid, 0);
  const distinct = new Set(same.flatMap(({ facts }) => [...facts.keys.values()])).size;
  return areAllValid && distinct >= 0.7 * valid
    ? same.map(({ facts }) => facts.column).sort((a, b) => a - b)
    : [];
}

/** Whether another column that says something else has as good a heading and tells as many people. */
function hasRival(ranked: readonly Ranked[], best: Ranked): boolean {
  return ranked.some(
    (other) =>
      other !== best &&
      other.meaning !== 'other' &&
      other.meaning !== 'second' &&
      other.facts.valid >= 0.3 * best.facts.valid &&
      other.facts.distinct >= 0.5 * best.facts.distinct &&
      !(best.meaning === 'exact' && other.meaning !== 'exact') &&
      !(best.meaning === 'own' && other.meaning === 'none' && best.facts.kind === other.facts.kind) &&
      !(best.facts.kind === 'id' && other.facts.kind === 'email' && best.meaning !== 'none') &&
      !saysTheSame(other.facts, best.facts),
  );
}

/** Whether two columns tell people in different rows, as cut lines do: what one is without, the other has. */
function haveNoRowInCommon({ keys }: ColumnFacts, other: ColumnFacts): boolean {
  return [...keys.keys()].every((row) => !other.keys.has(row));
}

/** Whether two columns tell the same people row by row, as a display name with the address does. */
function saysTheSame(one: ColumnFacts, other: ColumnFacts): boolean {
  let same = 0;
  let both = 0;
  for (const [row, key] of one.keys) {
    const otherKey = other.keys.get(row);
    if (otherKey === undefined) continue;
    both += 1;
    if (otherKey === key) same += 1;
  }
  return both > 0 && same >= 0.9 * both;
}

function candidatesOf(ranked: readonly Ranked[], columns: readonly number[]): readonly ColumnCandidate[] {
  const chosen = ranked.filter(({ facts }) => columns.includes(facts.column)).map(({ facts }) => facts);
  return ranked.map(({ facts, heading }) => ({
    column: facts.column,
    kind: facts.kind,
    heading,
    examples: facts.examples,
    isSame: chosen.some((each) => each.column === facts.column || saysTheSame(facts, each)),
  }));
}

/** Rows in which headings are looked for. */
const mostTitles = 30;

/** A list whose headings name what it tells people by, whatever its values are. */
function recogniseByName(
  rows: readonly ListRow[],
  table: MemberTable,
  textColumns: readonly string[],
): Recognition | undefined {
  const byName = new Map(textColumns.map((name) => [headingKey(name), name]));
  const ways: readonly ((cell: string) => MatchBy | undefined)[] = [
    (cell) =>
      ['exact', 'own'].includes(idHeading(cell, table)) ? { kind: 'id', column: table.primaryId } : undefined,
    (cell) =>
      emailHeading(cell, table) === 'exact' ? { kind: 'email', column: table.emailColumn } : undefined,
    (cell) => {
      const column = byName.get(headingKey(cell));
      return column === undefined ? undefined : { kind: 'text', column };
    },
  ];
  for (const way of ways) {
    for (const [place, { cells }] of rows.slice(0, mostTitles).entries()) {
      const column = cells.findIndex((cell) => cell !== '' && way(cell));
      const matchBy = column < 0 ? undefined : way(cells[column] ?? '');
      if (matchBy) return { headings: place, columns: [column], take: 'first', matchBy };
    }
  }
  return undefined;
}
