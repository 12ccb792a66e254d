import * as React from 'react';
import { DefaultButton, PrimaryButton } from '../kit/fluent';
import { csvOf, downloadText } from '../exporting';
import { Counts } from '../kit/Counts';
import { Notice } from '../kit/Notice';
import { useKit, type Kit } from '../kit/kit';
import { limits } from '../../../segments/limits';
import { leftCount, type ChangeReport } from './change-report';
import { reportRows } from './change-results';
import { iconOf } from '../kit/icons';

interface ChangeReportViewProps {
  readonly groupName: string;
  readonly report: ChangeReport;
  /** Takes the change back; undefined when it has done nothing. */
  readonly undo: { readonly count: number; readonly onUndo: () => void } | undefined;
  /** Does what is left to do; there may be nobody to do it. */
  readonly onGoOn?: () => void;
  readonly onClose?: () => void;
}

/** What a change has done and what not. */
export function ChangeReportView(props: ChangeReportViewProps): React.JSX.Element {
  const { report, groupName, undo, onGoOn, onClose } = props;
  const kit = useKit();
  const { texts, formats } = kit;
  const { added, removed, alreadyThere, notMembers, notFound, refused } = report;
  const { failed, notKept, uncertain, notSent } = report;
  const [firstRefusal] = [...refused, ...failed];
  const numbers = (
    [
      ['Report_AddedTo', added.length],
      ['Report_AlreadyThere', alreadyThere.length],
      ['Report_RemovedFrom', removed.length],
      ['Preview_NotMember', notMembers.length],
      ['Preview_NotFound', notFound.length],
      ['Report_Refused', refused.length],
      ['Report_Failed', failed.length],
      ['Report_NotKept', notKept.length],
      ['Report_Uncertain', uncertain.length],
      ['Report_NotSent', notSent.length],
    ] as const
  ).filter(([, count]) => count > 0);
  const isComplete = refused.length + notKept.length + leftCount(report) === 0;

  const download = async (): Promise<void> => {
    downloadText(texts('Report_FileName'), await csvOf(await reportRows(report, texts), formats));
  };

  return (
    <div className="sgm-report" role="region" tabIndex={-1} aria-label={texts('Report_Of', groupName)}>
      <Notice
        kind={isComplete ? 'success' : 'warning'}
        {...(onClose ? { onDismiss: onClose } : {})}
        actions={
          <>
            {onGoOn && leftCount(report) > 0 && report.stoppedBy !== 'groupGone' && (
              <PrimaryButton text={texts('Report_GoOn')} onClick={onGoOn} />
            )}
            {undo && (
              <DefaultButton
                iconProps={iconOf('Undo')}
                text={texts('Report_Undo', formats.number(undo.count))}
                onClick={undo.onUndo}
              />
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
        <strong>{isComplete ? texts('Report_Complete') : headlineOf(report, kit)}</strong>
        <Counts counts={numbers} of={groupName} />
        {firstRefusal && firstRefusal.reason !== '' && (
          <p>{texts('Report_FirstReason', firstRefusal.reason)}</p>
        )}
      </Notice>
    </div>
  );
}

/** What became of a change that did not do everything. */
function headlineOf(report: ChangeReport, { texts, formats }: Kit): string {
  const { added, removed, refused, failed, notKept, stoppedBy, wasCancelled } = report;
  if (stoppedBy === 'groupGone') return texts('Report_GroupGone');
  if (stoppedBy === 'groupFull') return texts('Report_GroupFull', formats.number(limits.membersPerGroup));
  if (!wasCancelled) return texts('Report_Incomplete');
  const done = added.length + removed.length;
  const total =
    done + refused.length + failed.length + notKept.length + report.uncertain.length + report.notSent.length;
  const numbers = [formats.number(done), formats.number(total)] as const;
  if (report.operations === 'add') return texts('Report_CancelledAdd', ...numbers);
  return texts(
    report.operations === 'remove' ? 'Report_CancelledRemove' : 'Report_CancelledBoth',
    ...numbers,
  );
}
