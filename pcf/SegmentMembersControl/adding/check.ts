import type { RecordId } from '../../../segments/record-id';
import type { ChangePlan, Purpose } from '../members';
import { partsOf, type CheckPart } from './check-parts';
import { givenList, linesLeftOut, type GivenRows } from './list-report';
import {
  countLines,
  planFor,
  recordsOf,
  valuesNotFound,
  type Choices,
  type LineCounts,
  type Preview,
} from './preview';

/** What a list comes to with what was decided about it. */
export interface Check {
  /** What was decided. */
  readonly choices: Choices;
  readonly plan: ChangePlan;
  readonly parts: readonly CheckPart[];
  readonly counts: LineCounts;
  /** Places of the lines that lead to nobody, and of doubtful ones. */
  readonly leftOut: readonly number[];
  /** Whether the list stands for nobody at all. */
  readonly namesNobody: boolean;
}

interface CheckedList {
  readonly purpose: Purpose;
  readonly preview: Preview;
  readonly members: ReadonlySet<RecordId>;
  readonly source: GivenRows;
}

/** Checks a list of any length; the page gets its turns. Throws Cancelled. */
export async function checkOf(
  { purpose, preview, members, source }: CheckedList,
  choices: Choices,
  signal?: AbortSignal,
): Promise<Check> {
  const records = await recordsOf(preview, choices, signal);
  const plan = await planFor(purpose, records, members, valuesNotFound(preview), signal);
  return {
    choices,
    plan: source ? { ...plan, list: givenList({ preview, choices, source }) } : plan,
    parts: await partsOf(preview, members, purpose, plan.remove, signal),
    counts: countLines(preview),
    leftOut: await linesLeftOut(preview, choices, signal),
    namesNobody: records.size === 0,
  };
}
