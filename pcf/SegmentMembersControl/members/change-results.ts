import type { RecordId } from '../../../segments/record-id';
import { createSlices } from '../bulk/slices';
import type { TextKey } from '../kit/text-keys';
import type { Texts } from '../kit/texts';
import type { ChangeReport } from './change-report';
import type { RecordResult } from './given-list';

/** What became of each record of a change. The page gets its turns. */
export async function resultsOf(
  report: ChangeReport,
  texts: Texts,
): Promise<ReadonlyMap<RecordId, RecordResult>> {
  const results = new Map<RecordId, RecordResult>();
  const slices = createSlices();
  const lists: readonly (readonly [TextKey, readonly RecordId[]])[] = [
    ['Report_AlreadyThere', report.alreadyThere],
    ['Preview_NotMember', report.notMembers],
    ['Report_Added', report.added],
    ['Report_Removed', report.removed],
    ['Report_ResultNotSent', report.notSent],
    ['Report_ResultUncertain', report.uncertain],
    ['Report_ResultNotKept', report.notKept],
  ];
  for (const [key, ids] of lists) {
    const result = { result: texts(key), reason: '' };
    await slices.each(ids, (id) => results.set(id, result));
  }
  report.failed.forEach(({ item, reason }) =>
    results.set(item, { result: texts('Report_ResultFailed'), reason }),
  );
  report.refused.forEach(({ item, reason }) =>
    results.set(item, { result: texts('Report_ResultRefused'), reason }),
  );
  return results;
}

/** The rows of a report: as the list was given, or value, result and reason where there was none. */
export async function reportRows(report: ChangeReport, texts: Texts): Promise<Iterable<readonly string[]>> {
  const results = await resultsOf(report, texts);
  if (report.list) return report.list.report(results, texts);
  return [
    [texts('Line_Value'), texts('Line_Result'), texts('Line_Reason')],
    ...[...results].map(([id, { result, reason }]) => [id, result, reason]),
    ...report.notFound.map((value) => [value, texts('Line_LeftOut'), texts('Line_NotFound')]),
  ];
}
