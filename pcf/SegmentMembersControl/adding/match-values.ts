import { parseRecordId, type RecordId } from '../../../segments/record-id';
import type { MemberTable } from '../../../segments/member-tables';
import { createSlices } from '../bulk/slices';
import * as column from '../dataverse/columns';
import type { Dataverse } from '../dataverse/dataverse';
import { inFilter, literal, piecesForQueries } from '../dataverse/filters';
import { readAll } from '../dataverse/patient';
import type { MatchBy } from '../lists/columns/recognise';
import { keyOf, type WantedValue } from '../lists/entries';

/** A record that a value stands for. */
export interface FoundPerson {
  readonly id: RecordId;
  readonly name: string;
  readonly email: string;
  /** False for records that were deactivated, on their own or when they were merged into another. */
  readonly isActive: boolean;
}

/** The records found for a key, those created first in front. */
export type Matches = (key: string) => readonly FoundPerson[];

interface MatchOptions {
  readonly table: MemberTable;
  readonly matchBy: MatchBy;
  readonly onProgress: (done: number, total: number) => void;
  readonly signal: AbortSignal;
}

interface Found {
  readonly person: FoundPerson;
  readonly createdOn: string;
  /** Whether the record has the value itself, and not what the database takes for the same. */
  readonly isExact: boolean;
}

/** State of records that are in use; contacts that were deactivated and leads that were closed have another. */
export const activeState = 0;

/**
 * Looks up the records that have one of the values, as many values in a request as its URL can hold.
 * Throws Cancelled.
 */
export async function matchValues(
  dataverse: Dataverse,
  wanted: ReadonlyMap<string, WantedValue>,
  { table, matchBy, onProgress, signal }: MatchOptions,
): Promise<Matches> {
  const columns = {
    id: column.id(table.primaryId),
    value: column.text(matchBy.column),
    name: column.text(table.nameColumn),
    email: column.text(table.emailColumn),
    state: column.number('statecode'),
    createdOn: column.text('createdon'),
  };
  const select = `?$select=${column.namesOf(columns).join(',')}&$filter=`;
  const slices = createSlices(signal);
  /** Keys of the list by other spellings of their addresses. */
  const spellings = new Map<string, string>();
  const values: string[] = [];
  await slices.each(wanted, ([key, { value }]) => {
    // As they stand in the list, because the database knows best which letters it takes for the same.
    values.push(matchBy.kind === 'id' ? key : value);
    const spelling = matchBy.kind === 'email' ? otherSpelling(value) : undefined;
    if (spelling !== undefined && !wanted.has(spelling)) spellings.set(spelling, key);
  });
  for (const spelling of spellings.keys()) values.push(spelling);
  const next = piecesForQueries(values, select.length + inFilter(matchBy.column, []).length);
  const found = new Map<string, Found[]>();
  let plainKeys: Promise<ReadonlyMap<string, string>> | undefined;
  let done = 0;

  const ownKeyOf = (value: string): string =>
    matchBy.kind === 'id' ? (parseRecordId(value) ?? '') : keyOf(value);

  /** The key of the list that a row has itself. */
  const exactKey = (key: string): string | undefined => (wanted.has(key) ? key : spellings.get(key));

  /** The key of the list that a database found a row by which takes some letters for the same: ß for ss, é for e. */
  async function similarKey(key: string, piece: readonly string[]): Promise<string> {
    plainKeys ??= keysWithoutAccents(wanted.keys(), signal);
    const known = (await plainKeys).get(withoutAccents(key));
    if (known !== undefined) return known;
    const asked = piece.find((each) => baseLetters.compare(each, key) === 0);
    return asked === undefined ? key : (exactKey(ownKeyOf(asked)) ?? key);
  }

  async function readPiece(piece: readonly string[]): Promise<void> {
    let query: string | undefined = select + inFilter(matchBy.column, piece.map(literal));
    const rows: { readonly key: string; readonly found: Found }[] = [];
    const turns = createSlices(signal);
    while (query !== undefined) {
      const page = await dataverse.list(table.logicalName, query, 5000);
      for (const row of page.rows) {
        if (turns.isOver()) await turns.next();
        const { value, createdOn, state = activeState, ...rest } = column.readRow(columns, row);
        const person = { ...rest, isActive: state === activeState };
        const own = ownKeyOf(value);
        const exact = exactKey(own);
        rows.push({
          key: exact ?? (await similarKey(own, piece)),
          found: { person, createdOn, isExact: exact !== undefined },
        });
      }
      query = page.next;
    }
    // Only whole pieces count, so that a piece that is read again counts once.
    for (const row of rows) {
      const known = found.get(row.key);
      if (!known) found.set(row.key, [row.found]);
      // Both spellings of an address may find the same record.
      else if (known.every(({ person }) => person.id !== row.found.person.id)) known.push(row.found);
    }
    done += piece.length;
    onProgress(done, values.length);
  }

  await readAll({
    next,
    read: readPiece,
    signal,
  });
  return (key) => byAge(exactOr(found.get(key) ?? []));
}

/** Those who have the value itself; where nobody has, those whom the database takes for them. */
function exactOr(rows: readonly Found[]): readonly Found[] {
  const exact = rows.filter(({ isExact }) => isExact);
  return exact.length > 0 ? exact : rows;
}

function byAge(rows: readonly Found[]): readonly FoundPerson[] {
  if (rows.length < 2) return rows.map(({ person }) => person);
  return [...rows].sort((a, b) => (a.createdOn < b.createdOn ? -1 : 1)).map(({ person }) => person);
}

/** An address whose domain has letters outside ASCII, as mail programs spell it as well. */
function otherSpelling(address: string): string | undefined {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  if (!/[^\0-\x7f]/.test(domain)) return undefined;
  try {
    return keyOf(address.slice(0, at + 1) + new URL(`https://${domain}`).hostname);
  } catch {
    // A domain that has no other spelling.
    return undefined;
  }
}

async function keysWithoutAccents(
  keys: Iterable<string>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const plain = new Map<string, string>();
  await createSlices(signal).each(keys, (key) => plain.set(withoutAccents(key), key));
  return plain;
}

function withoutAccents(text: string): string {
  return text.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
}

/** Letters as a database compares them that counts neither accents nor width. */
const baseLetters = new Intl.Collator('en', { sensitivity: 'base' });
