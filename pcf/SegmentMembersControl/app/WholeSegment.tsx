import * as React from 'react';
import type { StaticGroup } from '../../../segments/static-groups';
import { SegmentFacts } from '../insight';
import { useKit } from '../kit/kit';
import { useStore } from '../kit/store';
import { createReadOnlyMembers } from '../members';
import { ExecutionsView, type Executions, type Segment } from '../segment';
import { GroupPane, holdsNone, type GroupPaneProps } from './GroupPane';
import { SeenThrough } from './SeenThrough';
import type { SegmentInsight } from './segment-insight';

type WholeSegmentProps = Pick<GroupPaneProps, 'session' | 'windows' | 'query' | 'people' | 'about'> & {
  readonly insight: SegmentInsight;
  readonly segment: Segment;
  readonly groups: readonly StaticGroup[];
};

const noTargets: GroupPaneProps['targets'] = [];

/** Everybody in the segment, read-only, with what they come from; of a draft what the groups alone would make. */
export function WholeSegment({ insight, segment, groups, ...pane }: WholeSegmentProps): React.JSX.Element {
  const { texts, formats } = useKit();
  const state = useStore(insight.store.state);
  const { id, evaluatedOn } = segment;
  const drafted = evaluatedOn === '' && state.kind === 'ready' ? state.insight : undefined;
  const members = React.useMemo(
    () =>
      createReadOnlyMembers({ segmentId: id, groupId: id }, (signal) => insight.everybody(drafted, signal)),
    [insight, id, drafted],
  );
  React.useEffect(() => {
    if (evaluatedOn !== '' || drafted) void members.load();
    return () => members.dispose();
  }, [members, evaluatedOn, drafted]);
  const holdsListRef = React.useRef(holdsNone);
  const executions = useExecutions(insight);
  return (
    <>
      <SeenThrough insight={insight} groups={groups}>
        {(seen) => <SegmentFacts insight={seen} evaluatedOn={formats.dateTime(evaluatedOn)} />}
      </SeenThrough>
      {executions && executions.all.length > 0 && <ExecutionsView executions={executions} />}
      <GroupPane
        {...pane}
        members={members}
        targets={noTargets}
        canChange={false}
        groupName={texts('All_Title')}
        holdsListRef={holdsListRef}
      />
    </>
  );
}

function useExecutions(insight: SegmentInsight): Executions | undefined {
  const [executions, setExecutions] = React.useState<Executions>();
  React.useEffect(() => {
    const reading = new AbortController();
    void insight.executions(reading.signal).then((read) => {
      if (!reading.signal.aborted) setExecutions(read);
    });
    return () => reading.abort();
  }, [insight]);
  return executions;
}
