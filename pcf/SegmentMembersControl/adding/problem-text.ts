import { limits } from '../../../segments/limits';
import type { Kit } from '../kit/kit';
import type { TextKey } from '../kit/text-keys';
import type { ImportProblem } from './import-store';
import type { ReadProblem } from '../lists/unreadable-list';

const unreadable: Readonly<Record<ReadProblem, TextKey>> = {
  empty: 'Import_Empty',
  notText: 'Import_NotText',
  tooLarge: 'Import_TooLarge',
  notASpreadsheet: 'Import_NotASpreadsheet',
  brokenSpreadsheet: 'Import_BrokenSpreadsheet',
  unreadable: 'Import_Unreadable',
  emptySheets: 'Import_EmptySheets',
  protected: 'Import_Protected',
  xls: 'Import_Xls',
  xlsb: 'Import_Xlsb',
  ods: 'Import_Ods',
  numbers: 'Import_Numbers',
  webPage: 'Import_WebPage',
  xmlSpreadsheet: 'Import_XmlSpreadsheet',
  pdf: 'Import_Pdf',
  image: 'Import_Image',
  archive: 'Import_Archive',
};

/** What happened and what to do about it. */
export function textOfProblem(problem: ImportProblem, { texts, formats }: Kit): string {
  switch (problem.kind) {
    case 'unreadable':
      return texts(unreadable[problem.problem]);
    case 'tooMany':
      return texts('Import_TooMany', formats.number(problem.values), formats.number(limits.membersPerGroup));
    case 'failed':
      return texts(problem.reason.key, problem.reason.said);
  }
}
