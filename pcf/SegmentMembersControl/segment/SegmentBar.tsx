import * as React from 'react';
import { DefaultButton, IconButton } from '../kit/fluent';
import { Badge } from '../kit/Badge';
import { ConfirmDialog, type Question } from '../kit/ConfirmDialog';
import { Notice } from '../kit/Notice';
import { iconOf } from '../kit/icons';
import { useKit } from '../kit/kit';
import { useStore } from '../kit/store';
import type { Segment } from './segment';
import type { StopResult } from './segment-actions';
import type { SegmentCommands } from './segment-commands';
import { canPublish, canStop, phaseOf, type SegmentPhase } from './segment-phase';

interface SegmentBarProps {
  readonly segment: Segment;
  readonly commands: SegmentCommands;
  readonly canChange: boolean;
  readonly onRefresh: () => void;
}

/** State and size of the segment that the groups belong to, and what can be done with it. */
export function SegmentBar({ segment, commands, canChange, onRefresh }: SegmentBarProps): React.JSX.Element {
  const { texts, formats } = useKit();
  const command = useStore(commands.state);
  const errorReason = useStore(commands.errorReason);
  const [question, setQuestion] = React.useState<Question>();
  React.useEffect(() => commands.watch(segment), [commands, segment]);
  const phase = phaseOf(segment);
  const isBusy = command.kind === 'busy';

  const askToStop = (): void =>
    setQuestion({
      title: texts('Segment_StopTitle'),
      text: texts('Segment_StopText'),
      yes: texts('Segment_Stop'),
      onYes: () => void commands.stop(segment),
    });

  return (
    <section className="sgm-segment-bar" aria-label={texts('Segment_Title')}>
      <div className="sgm-segment">
        <Badge {...badgeOf(phase)}>{phase ? texts(`Segment_${phase}`) : segment.statusLabel}</Badge>
        <span>
          {segment.memberCount === undefined
            ? texts('Segment_NotEvaluated')
            : texts('Segment_Members', formats.number(segment.memberCount))}
        </span>
        {segment.evaluatedOn && (
          <span className="sgm-quiet">
            {texts('Segment_EvaluatedOn', formats.dateTime(segment.evaluatedOn))}
          </span>
        )}
        <span className="sgm-segment-commands">
          {canChange && canPublish(phase) && (
            <DefaultButton
              iconProps={iconOf('Publish')}
              text={texts('Segment_Publish')}
              disabled={isBusy}
              onClick={() => void commands.publish(segment)}
            />
          )}
          {canChange && canStop(phase) && (
            <DefaultButton
              className="sgm-subtle"
              iconProps={iconOf('Stop')}
              text={texts('Segment_Stop')}
              disabled={isBusy}
              onClick={askToStop}
            />
          )}
          <IconButton
            iconProps={iconOf('Refresh')}
            ariaLabel={texts('Segment_Refresh')}
            title={texts('Segment_Refresh')}
            disabled={isBusy}
            onClick={() => onRefresh()}
          />
        </span>
      </div>
      {phase === 'error' && (
        <Notice kind="error">
          {errorReason === '' ? texts('Segment_ErrorUnknown') : texts('Segment_ErrorReason', errorReason)}
        </Notice>
      )}
      {command.kind === 'failed' && (
        <Notice kind="error">{texts(command.reason.key, command.reason.said)}</Notice>
      )}
      {command.kind === 'notStopped' && <NotStopped result={command.result} />}
      <ConfirmDialog question={question} onClose={() => setQuestion(undefined)} />
    </section>
  );
}

/** How a state of the segment is told apart at a glance. */
const badges = {
  draft: { tone: 'neutral', icon: 'Edit' },
  gettingReady: { tone: 'busy', icon: 'GettingReady' },
  ready: { tone: 'good', icon: 'Completed' },
  readyWithWarnings: { tone: 'warn', icon: 'Warning' },
  stopping: { tone: 'busy', icon: 'GettingReady' },
  stopped: { tone: 'neutral', icon: 'Stop' },
  error: { tone: 'bad', icon: 'ErrorBadge' },
  deleted: { tone: 'neutral', icon: 'Delete' },
} as const;

function badgeOf(phase: SegmentPhase | undefined): Pick<React.ComponentProps<typeof Badge>, 'tone' | 'icon'> {
  return phase ? badges[phase] : { tone: 'neutral' };
}

function NotStopped({ result }: { result: StopResult }): React.JSX.Element {
  const { texts } = useKit();
  const { journeys, segments, message } = result;
  if (journeys.length + segments.length === 0) {
    return <Notice kind="warning">{texts('Failed', message)}</Notice>;
  }
  return (
    <Notice kind="warning">
      <strong>{texts('Segment_NotStopped')}</strong>
      {message && <p dir="auto">{message}</p>}
      <ul>
        {journeys.map((name) => (
          <li key={`journey ${name}`}>{texts('Segment_UsedByJourney', name)}</li>
        ))}
        {segments.map((name) => (
          <li key={`segment ${name}`}>{texts('Segment_UsedBySegment', name)}</li>
        ))}
      </ul>
    </Notice>
  );
}
