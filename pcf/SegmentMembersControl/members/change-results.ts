import type { RecordId } from '../../../segments/record-id';
import type { TextKey } from '../kit/text-keys';
import type { Texts } from '../kit/texts';
import type { ChangeReport } from './change-report';
import type { RecordResult } from './given-list';

/** What became of each record of a change. */
export function resultsOf(report: ChangeReport, texts: Texts): ReadonlyMap<RecordId, RecordResult> {
  const results = new Map<RecordId, RecordResult>();
  const put = (key: TextKey, ids: readonly RecordId[]): void => {
    const result = { result: texts(key), reason: '' };
    ids.forEach((id) => results.set(id, result));
  };
  put('Report_AlreadyThere', report.alreadyThere);
  put('Preview_NotMember', report.notMembers);
  put('Report_Added', report.added);
  put('Report_Removed', report.removed);
  put('Report_ResultNotSent', report.notSent);
  put('Report_ResultUncertain', report.uncertain);
  put('Report_ResultNotKept', report.notKept);
  report.failed.forEach(({ item, reason }) =>
    results.set(item, { result: texts('Report_ResultFailed'), reason }),
  );
  report.refused.forEach(({ item, reason }) =>
    results.set(item, { result: texts('Report_ResultRefused'), reason }),
  );
  return results;
}

/** The rows of a report: as the list was given, or value, result and reason where there was none. */
export function reportRows(report: ChangeReport, texts: Texts): Iterable<readonly string[]> {
  const results = resultsOf(report, texts);
  if (report.list) return report.list.report(results, texts);
  return [
    [texts('Line_Value'), texts('Line_Result'), texts('Line_Reason')],
    ...[...results].map(([id, { result, reason }]) => [id, result, reason]),
    ...report.notFound.map((value) => [value, texts('Line_LeftOut'), texts('Line_NotFound')]),
  ];
}
