import * as React from 'react';
import { DefaultButton, ProgressIndicator } from '../kit/fluent';
import type { BatchProgress, BatchRun } from '../bulk/batch-run';
import type { RecordId } from '../../../segments/record-id';
import { Notice } from '../kit/Notice';
import { useKit, type Kit } from '../kit/kit';
import type { Operation } from './change-plan';

/** Milliseconds between two messages to screen readers. */
const announceEvery = 5000;

interface ChangeProgressProps {
  readonly run: BatchRun<RecordId>;
  readonly operation: Operation;
  /** The group it is about; its user may be looking at another one. */
  readonly groupName: string;
}

/** A change under way: how far it is, pause, resume, cancel. */
export function ChangeProgress({ run, operation, groupName }: ChangeProgressProps): React.JSX.Element {
  const kit = useKit();
  const { texts, formats, announce } = kit;
  const progress = useProgress(run);
  const { status, total, done, refused } = progress;
  const handled = done + refused;
  const numbers = texts('Change_Numbers', formats.number(handled), formats.number(total));

  const said = React.useRef(0);
  React.useEffect(() => {
    const now = performance.now();
    if (now - said.current < announceEvery) return;
    said.current = now;
    announce(numbers);
  });

  const canPause = status.kind === 'running' || status.kind === 'waiting' || status.kind === 'blocked';
  const canResume = status.kind === 'paused' || status.kind === 'interrupted';
  return (
    <div className="sgm-progress">
      <ProgressIndicator
        label={texts(operation === 'add' ? 'Change_AddingTo' : 'Change_RemovingFrom', groupName)}
        description={`${numbers} · ${textOfStatus(progress, kit)}`}
        percentComplete={total === 0 ? 1 : handled / total}
        ariaValueText={numbers}
      />
      {status.kind === 'interrupted' && (
        <Notice kind="warning">
          {status.reason === ''
            ? texts('Change_InterruptedNoAnswer')
            : texts('Change_Interrupted', status.reason)}
        </Notice>
      )}
      <p className="sgm-quiet">{texts('Change_StayHere')}</p>
      <div className="sgm-buttons">
        {canPause && <DefaultButton text={texts('Change_Pause')} onClick={() => run.pause()} />}
        {status.kind === 'blocked' && (
          <DefaultButton text={texts('Change_TryNow')} onClick={() => run.resume()} />
        )}
        {canResume && <DefaultButton text={texts('Change_Resume')} onClick={() => run.resume()} />}
        <DefaultButton
          text={texts('Cancel')}
          disabled={status.kind === 'cancelling'}
          onClick={() => run.cancel()}
        />
      </div>
    </div>
  );
}

function textOfStatus({ status, rate, secondsLeft }: BatchProgress, { texts, formats }: Kit): string {
  switch (status.kind) {
    case 'paused':
      return texts('Change_Paused');
    case 'interrupted':
      return texts('Change_InterruptedShort');
    case 'cancelling':
      return texts('Change_Cancelling');
    case 'waiting':
      return texts('Change_Waiting');
    case 'blocked':
      return texts(status.cause === 'connection' ? 'Change_NoConnection' : 'Change_SignedOut');
    case 'running':
    case 'finished':
    case 'cancelled':
      return secondsLeft === undefined
        ? texts('Change_Starting')
        : texts('Change_Rate', formats.number(Math.round(rate)), formats.duration(secondsLeft));
  }
}

/** The run's progress, drawn again after each change and every second for the time left. */
function useProgress(run: BatchRun<RecordId>): BatchProgress {
  const [progress, setProgress] = React.useState(() => run.progress());
  React.useEffect(() => {
    const update = (): void => setProgress(run.progress());
    const timer = setInterval(update, 1000);
    const end = run.subscribe(update);
    update();
    return () => {
      clearInterval(timer);
      end();
    };
  }, [run]);
  return progress;
}
