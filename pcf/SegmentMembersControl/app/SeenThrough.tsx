import * as React from 'react';
import type { StaticGroup } from '../../../segments/static-groups';
import { failureMessageOf } from '../dataverse/failure-message';
import type { Insight } from '../insight';
import { DefaultButton, Spinner } from '../kit/fluent';
import { useKit } from '../kit/kit';
import { Notice } from '../kit/Notice';
import { useStore } from '../kit/store';
import { wordsOf } from '../kit/texts';
import type { SegmentInsight } from './segment-insight';

interface SeenThroughProps {
  readonly insight: SegmentInsight;
  readonly groups: readonly StaticGroup[];
  readonly children: (insight: Insight) => React.ReactNode;
}

/** Reads the whole segment where it is not known, says how far that is, and shows what follows from it. */
export function SeenThrough({ insight, groups, children }: SeenThroughProps): React.JSX.Element | null {
  const { texts, formats } = useKit();
  const state = useStore(insight.store.state);
  const look = (): void => void insight.look(groups, texts);
  React.useEffect(() => {
    if (state.kind === 'idle') void insight.look(groups, texts);
  }, [insight, groups, texts, state.kind]);
  switch (state.kind) {
    case 'idle':
      return null;
    case 'reading':
      return (
        <Spinner label={texts('Why_Reading', formats.number(state.done), formats.number(state.total))} />
      );
    case 'failed':
      return (
        <Notice kind="error" actions={<DefaultButton text={texts('TryAgain')} onClick={look} />}>
          {texts('Failed', wordsOf(texts, failureMessageOf(state.error)))}
        </Notice>
      );
    case 'ready':
      return <>{children(state.insight)}</>;
  }
}
