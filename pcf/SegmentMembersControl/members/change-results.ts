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
  const put = (key: TextKey, ids: readonly RecordId[]): Promise<void> => {
    const result = { result: texts(key), reason: '' };
    return slices.each(ids, (id) => results.set(id, result));
  };
  await put('Report_AlreadyThere', report.alreadyThere);
  await put('Preview_NotMember', report.notMembers);
  await put('Report_Added', report.added);
  await put('Report_Removed', report.removed);
  await put('Report_ResultNotSent', report.notSent);
  await put('Report_ResultUncertain', report.uncertain);
  await put('Report_ResultNotKept', report.notKept);
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
