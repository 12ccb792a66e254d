import type { RecordId } from '../../../segments/record-id';
import { createSlices } from '../bulk/slices';
import type { GivenList, RecordResult } from '../members';
import type { TextKey } from '../kit/text-keys';
import type { Texts } from '../kit/texts';
import type { ListRow } from '../lists/list-table';
import type { FoundPerson } from './match-values';
import { recordsFor, type Choices, type Outcome, type Preview } from './preview';

/** The list as it was given; undefined for records that were picked. */
export type GivenRows =
  | {
      readonly list: { readonly table: { readonly rows: readonly ListRow[] } };
      readonly recognition: { readonly headings: number | undefined } | undefined;
    }
  | undefined;

interface ReportParts {
  readonly preview: Preview;
  readonly choices: Choices;
  readonly source: GivenRows;
  readonly texts: Texts;
  /** Places of the outcomes to report. */
  readonly outcomes: Iterable<number>;
  /** What became of the records; absent before anything was done. */
  readonly results?: ReadonlyMap<RecordId, RecordResult>;
}

/** The list with what was found and chosen in it, for the report of what is done with it. */
export function givenList({
  preview,
  choices,
  source,
}: Pick<ReportParts, 'preview' | 'choices' | 'source'>): GivenList {
  return {
    *report(results, texts) {
      const named = new Set<RecordId>();
      // As they are asked for: nothing goes over the whole list at once.
      function* outcomes(): Generator<number> {
        for (const [place, outcome] of preview.outcomes.entries()) {
          if (isText(outcome)) continue;
          peopleOf(outcome).forEach(({ id }) => named.add(id));
          yield place;
        }
      }
      let width = columnsAdded;
      for (const row of linesReport({ preview, choices, source, texts, outcomes: outcomes(), results })) {
        width = row.length;
        yield row;
      }
      const blanks = Array.from({ length: width - columnsAdded + 1 }, () => '');
      for (const [id, { result, reason }] of results) {
        if (!named.has(id)) yield [...blanks, result, reason, '', '', id];
      }
    },
  };
}

/** Line, result, reason, name, e-mail and id. */
const columnsAdded = 6;

/** Why a line leads to nobody; undefined for lines that do. */
const reasons: Readonly<Partial<Record<Outcome['kind'], TextKey>>> = {
  several: 'Line_Several',
  inactive: 'Line_Inactive',
  notFound: 'Line_NotFound',
  duplicate: 'Line_Duplicate',
  empty: 'Line_Empty',
  hidden: 'Line_Hidden',
};

const isText = ({ kind }: Outcome): boolean => kind === 'title' || kind === 'heading';

/**
 * Places of the lines that lead to nobody though they are neither titles nor headings, and of doubtful ones. Throws
 * Cancelled.
 */
export async function linesLeftOut(
  { outcomes }: Preview,
  choices: Choices,
  signal?: AbortSignal,
): Promise<readonly number[]> {
  const places: number[] = [];
  await createSlices(signal).each(outcomes, (outcome, place) => {
    if (isText(outcome)) return;
    if (outcome.kind === 'several' || recordsFor(outcome, place, choices).length === 0) places.push(place);
  });
  return places;
}

/**
 * Rows of a report: all the columns of the list that was given, then line, result, reason, name, e-mail and id. A line
 * that several records were found for has a row for each. The rows are made as they are asked for.
 */
export function* linesReport(parts: ReportParts): Generator<readonly string[]> {
  const { preview, choices, source, texts, outcomes, results } = parts;
  const rows = source?.list.table.rows ?? [];
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  const padded = (cells: readonly string[]): readonly string[] =>
    Array.from({ length: width }, (_, column) => cells[column] ?? '');
  const headings = source?.recognition?.headings;
  const given = headings === undefined ? [] : (rows[headings]?.cells ?? []);
  const names = padded(given).map((heading, column) => heading || texts('Import_Column', column + 1));
  yield [
    ...names,
    texts('Line_Line'),
    texts('Line_Result'),
    texts('Line_Reason'),
    texts('Members_Name'),
    texts('Members_Email'),
    texts('Import_ById'),
  ];
  for (const place of outcomes) {
    const outcome = preview.outcomes[place];
    if (!outcome) continue;
    const cells = source ? padded(rows[outcome.row]?.cells ?? []) : [];
    const taken = new Set(recordsFor(outcome, place, choices));
    for (const row of rowsFor(outcome, taken, texts, results)) yield [...cells, String(outcome.line), ...row];
  }
}

function rowsFor(
  outcome: Outcome,
  taken: ReadonlySet<RecordId>,
  texts: Texts,
  results: ReportParts['results'],
): readonly (readonly string[])[] {
  const reason = texts(reasonOf(outcome));
  const people = peopleOf(outcome);
  if (people.length === 0) return [[texts('Line_LeftOut'), reason, '', '', '']];
  return people.map(({ id, name, email }) => {
    const done = taken.has(id) ? results?.get(id) : undefined;
    const result = done?.result ?? texts(taken.has(id) ? 'Line_Taken' : 'Line_LeftOut');
    const why = done ? done.reason : outcome.kind === 'found' ? '' : reason;
    return [result, why, name, email, id];
  });
}

function peopleOf(outcome: Outcome): readonly FoundPerson[] {
  if (outcome.kind === 'found') return [outcome.person];
  return outcome.kind === 'several' || outcome.kind === 'inactive' ? outcome.people : [];
}

/** Why an outcome leads to nobody, or to whom it is not certain. */
export function reasonOf(outcome: Outcome): TextKey {
  if (outcome.kind === 'invalid') return outcome.reason === 'notAnId' ? 'Line_NotAnId' : 'Line_NotAnEmail';
  return reasons[outcome.kind] ?? 'Line_LeftOut';
}
