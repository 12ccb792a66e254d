import * as React from 'react';
import { DefaultButton, PrimaryButton } from '../kit/fluent';
import { csvOf, downloadText } from '../exporting';
import { Counts } from '../kit/Counts';
import { Notice } from '../kit/Notice';
import { useKit } from '../kit/kit';
import type { TextKey } from '../kit/text-keys';
import type { ChangeReport } from './changes';
import { iconOf } from '../kit/icons';

interface ChangeReportViewProps {
  readonly report: ChangeReport;
  /** Does what is left to do. */
  readonly onGoOn: () => void;
  readonly onClose: () => void;
}

/** What a change has done and what not. */
export function ChangeReportView({ report, onGoOn, onClose }: ChangeReportViewProps): React.JSX.Element {
  const { texts, formats } = useKit();
  const { added, removed, alreadyThere, notFound, refused, uncertain, notSent } = report;
  const numbers = (
    [
      ['Report_Added', added.length],
      ['Report_AlreadyThere', alreadyThere.length],
      ['Report_Removed', removed.length],
      ['Preview_NotFound', notFound.length],
      ['Report_Refused', refused.length],
      ['Report_Uncertain', uncertain.length],
      ['Report_NotSent', notSent.length],
    ] as const
  ).filter(([, count]) => count > 0);
  const isComplete = refused.length + uncertain.length + notSent.length === 0;

  const rowsOf = (result: TextKey, values: readonly string[]): readonly (readonly string[])[] =>
    values.map((value) => [value, texts(result), '']);
  const download = async (): Promise<void> => {
    const rows = [
      [texts('Line_Value'), texts('Report_FileName'), texts('Line_Reason')],
      ...refused.map(({ item, reason }) => [item, texts('Report_ResultRefused'), reason]),
      ...rowsOf('Report_ResultUncertain', uncertain),
      ...rowsOf('Report_ResultNotSent', notSent),
      ...rowsOf('Line_NotFound', notFound),
      ...rowsOf('Report_Added', added),
      ...rowsOf('Report_Removed', removed),
      ...rowsOf('Report_AlreadyThere', alreadyThere),
    ];
    downloadText(texts('Report_FileName'), await csvOf(rows, formats));
  };

  return (
    <div className="sgm-report" role="region" tabIndex={-1} aria-label={texts('Report_Title')}>
      <Notice
        kind={isComplete ? 'success' : 'warning'}
        onDismiss={onClose}
        actions={
          <>
            {uncertain.length + notSent.length > 0 && (
              <PrimaryButton text={texts('Report_GoOn')} onClick={onGoOn} />
            )}
            <DefaultButton
              className="sgm-subtle"
              iconProps={iconOf('Download')}
              text={texts('Report_Download')}
              onClick={() => void download()}
            />
          </>
        }
      >
        <strong>{texts(isComplete ? 'Report_Complete' : 'Report_Incomplete')}</strong>
        <Counts counts={numbers} />
        {refused[0] && <p>{texts('Report_FirstReason', refused[0].reason)}</p>}
      </Notice>
    </div>
  );
}
