import * as React from 'react';
import type { StaticGroup } from '../../../segments/static-groups';
import { failureMessageOf } from '../dataverse/failure-message';
import { OverlapsView, type Insight } from '../insight';
import { DefaultButton, Spinner } from '../kit/fluent';
import { useKit } from '../kit/kit';
import { Notice } from '../kit/Notice';
import { useStore } from '../kit/store';
import { wordsOf } from '../kit/texts';
import type { SegmentInsight } from './segment-insight';

interface ComparisonProps {
  readonly insight: SegmentInsight;
  readonly groups: readonly StaticGroup[];
  readonly onClose: () => void;
}

/** The groups of the segment beside one another, and what publishing again would change. */
export function Comparison({ insight, groups, onClose }: ComparisonProps): React.JSX.Element {
  const { texts, formats } = useKit();
  const state = useStore(insight.store.state);
  const look = (): void => void insight.look(groups, texts);
  const heading = React.useRef<HTMLHeadingElement>(null);
  React.useEffect(() => heading.current?.focus(), []);
  React.useEffect(() => {
    if (state.kind === 'idle') void insight.look(groups, texts);
  }, [insight, groups, texts, state.kind]);
  return (
    <section className="sgm-comparison" aria-label={texts('Overlap_Title')}>
      <div className="sgm-pane-head">
        <h3 className="sgm-title" ref={heading} tabIndex={-1}>
          {texts('Overlap_Title')}
        </h3>
        <DefaultButton text={texts('Close')} onClick={onClose} />
      </div>
      {state.kind === 'reading' && (
        <Spinner label={texts('Why_Reading', formats.number(state.done), formats.number(state.total))} />
      )}
      {state.kind === 'failed' && (
        <Notice kind="error" actions={<DefaultButton text={texts('TryAgain')} onClick={look} />}>
          {texts('Failed', wordsOf(texts, failureMessageOf(state.error)))}
        </Notice>
      )}
      {state.kind === 'ready' && (
        <>
          <ChangesNotice insight={state.insight} />
          <OverlapsView insight={state.insight} />
        </>
      )}
    </section>
  );
}

function ChangesNotice({ insight: { changes } }: { readonly insight: Insight }): React.JSX.Element | null {
  const { texts, formats } = useKit();
  if (!changes || changes.joining + changes.excludedSince === 0) return null;
  return (
    <Notice kind="info">
      {changes.joining > 0 && <p>{texts('Changes_Joining', formats.number(changes.joining))}</p>}
      {changes.excludedSince > 0 && <p>{texts('Changes_Leaving', formats.number(changes.excludedSince))}</p>}
    </Notice>
  );
}
