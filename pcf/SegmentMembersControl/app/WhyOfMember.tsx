import * as React from 'react';
import type { StaticGroup } from '../../../segments/static-groups';
import type { RecordId } from '../../../segments/record-id';
import { failureMessageOf } from '../dataverse/failure-message';
import { WhyCard, type ReachObstacle } from '../insight';
import { useKit } from '../kit/kit';
import { useStore } from '../kit/store';
import { wordsOf } from '../kit/texts';
import type { Segment } from '../segment';
import type { SegmentInsight } from './segment-insight';

interface WhyOfMemberProps {
  readonly insight: SegmentInsight;
  readonly segment: Segment;
  readonly groups: readonly StaticGroup[];
  readonly id: RecordId;
  readonly name: string;
}

/** Why one person is in the segment or not; the groups are read when that is asked for the first time. */
export function WhyOfMember({ insight, segment, groups, id, name }: WhyOfMemberProps): React.JSX.Element {
  const { texts, formats } = useKit();
  const state = useStore(insight.store.state);
  const [obstacles, setObstacles] = React.useState<readonly ReachObstacle[]>();
  const isReady = state.kind === 'ready';
  React.useEffect(() => {
    if (!isReady) return undefined;
    const reading = new AbortController();
    void insight.obstaclesOf(id, reading.signal).then((found) => {
      if (!reading.signal.aborted) setObstacles(found);
    });
    return () => reading.abort();
  }, [insight, id, isReady]);
  return (
    <WhyCard
      state={state}
      situation={insight.store.situationOf(id)}
      obstacles={obstacles}
      evaluatedOn={formats.dateTime(segment.evaluatedOn)}
      name={name}
      problem={state.kind === 'failed' ? wordsOf(texts, failureMessageOf(state.error)) : ''}
      onAsk={() => void insight.look(groups, texts)}
    />
  );
}
