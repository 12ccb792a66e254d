import * as React from 'react';
import { DefaultButton, Spinner } from '../kit/fluent';
import { type RecordId, recordId } from '../../../segments/record-id';
import { newStaticGroup } from '../../../segments/static-groups';
import { GroupsPane, type GroupsReady, type GroupsStore, nameOf, newRecordId } from '../groups';
import type { PeopleQuery, RecordWindows } from '../people';
import { type Segment, SegmentBar } from '../segment';
import { ConfirmDialog, type Question } from '../kit/ConfirmDialog';
import { EmptyState } from '../kit/EmptyState';
import { Notice } from '../kit/Notice';
import { useKit } from '../kit/kit';
import type { ReadOnlyReason } from './form-facts';
import { Comparison } from './Comparison';
import { GroupPane, holdsNone } from './GroupPane';
import type { Session } from './session';
import { WhyOfMember } from './WhyOfMember';
import { WholeSegment } from './WholeSegment';
import { createStore, useStore } from '../kit/store';
import type { InsightState } from '../insight';

interface WorkspaceProps {
  readonly session: Session;
  readonly windows: RecordWindows;
  readonly readOnly: ReadOnlyReason | undefined;
  readonly segment: Segment;
  readonly query: PeopleQuery;
}

/** Segment, groups and members of a record whose parts are known. */
export function Workspace(props: WorkspaceProps): React.JSX.Element {
  const { session, segment, readOnly } = props;
  const { texts } = useKit();
  const store = useStore(session.groups);
  return (
    <>
      <SegmentBar
        segment={segment}
        commands={session.commands}
        canChange={readOnly === undefined}
        onRefresh={() => void session.refreshSegment()}
      />
      {store ? <Groups {...props} store={store} /> : <Spinner label={texts('Loading')} />}
    </>
  );
}

type GroupsProps = WorkspaceProps & { readonly store: GroupsStore };

function Groups(props: GroupsProps): React.JSX.Element {
  const { store } = props;
  const { texts } = useKit();
  const state = useStore(store.state);
  switch (state.kind) {
    case 'loading':
      return <Spinner label={texts('Loading')} />;
    case 'failed':
      return (
        <Notice
          kind="error"
          actions={<DefaultButton text={texts('TryAgain')} onClick={() => void store.load()} />}
        >
          {texts(state.reason.key, state.reason.said)}
        </Notice>
      );
    case 'malformed':
      return (
        <>
          <Notice kind="error">
            {texts(`Malformed_${state.error.reason}`, (state.error.index ?? 0) + 1)}
          </Notice>
          <pre className="sgm-source" tabIndex={0} aria-label={texts('Malformed_Text')}>
            {state.text}
          </pre>
        </>
      );
    case 'ready':
      return <Panes {...props} ready={state} />;
  }
}

/** Stands for what is seen through a segment where nothing can be. */
const nothingSeen = createStore<InsightState>({ kind: 'idle' });

function Panes(props: GroupsProps & { ready: GroupsReady }): React.JSX.Element {
  const { session, readOnly, store, ready, segment } = props;
  const { texts } = useKit();
  const members = useStore(session.members);
  const [chosen, setChosen] = React.useState<RecordId>();
  const [view, setView] = React.useState<'group' | 'comparison' | 'whole'>('group');
  const shown = ready.groups.find(({ id }) => id === chosen) ?? ready.groups[0];
  const isSaved = ready.saved.some(({ id }) => id === shown?.id);
  // Members are on the server only; where it cannot be asked, the notice above says so and nothing is waited for.
  const isOutOfReach = readOnly === 'offline' || readOnly === 'noActions';
  const shownId = isSaved && !isOutOfReach ? shown?.id : undefined;
  React.useEffect(() => session.show(shownId), [session, shownId]);
  useCountsOfOtherGroups(session, segment, ready);

  const holdsListRef = React.useRef(holdsNone);
  const [question, setQuestion] = React.useState<Question>();
  /** Does it at once, or after a question where the list that is being checked would be dropped. */
  const leaveListFor = (then: () => void): void => {
    if (!holdsListRef.current()) {
      then();
      return;
    }
    setQuestion({
      title: texts('Import_LeaveTitle', shown ? nameOf(shown, texts('Groups_Unnamed')) : ''),
      text: texts('Import_LeaveText'),
      yes: texts('Import_Leave'),
      onYes: then,
    });
  };
  const show = (id: RecordId): void => {
    setView('group');
    setChosen(id);
  };
  const onShow = (id: RecordId): void => {
    if (id === shown?.id) show(id);
    else leaveListFor(() => show(id));
  };

  const people = session.people();
  const insight = session.insight();
  const seen = useStore(insight?.store.state ?? nothingSeen);
  const make: React.ComponentProps<typeof Comparison>['onMake'] = (name, includeType, ids) => {
    const group = newStaticGroup(newRecordId(), name, includeType);
    setView('group');
    setChosen(group.id);
    void session.makeGroup(group, ids);
  };
  const pane = {
    session,
    segment,
    windows: props.windows,
    query: props.query,
    about: (id: RecordId, name: string) =>
      insight && (
        <WhyOfMember key={id} insight={insight} segment={segment} groups={ready.saved} id={id} name={name} />
      ),
  };
  return (
    <div className="sgm-panes">
      <GroupsPane
        store={store}
        ready={ready}
        counts={session.counts.state}
        canChange={readOnly === undefined}
        shown={view === 'whole' ? undefined : shown?.id}
        countOfOpposed={(id) =>
          (seen.kind === 'ready' &&
            seen.insight.overlaps.groups.find((group) => group.id === id)?.alsoOpposite) ||
          0
        }
        onShow={onShow}
        {...(insight && !isOutOfReach
          ? {
              whole: {
                isShown: view === 'whole',
                count: segment.memberCount,
                onShow: () => leaveListFor(() => setView('whole')),
              },
            }
          : {})}
        {...(insight && ready.saved.length > 1 && !isOutOfReach
          ? { onCompare: () => leaveListFor(() => setView('comparison')) }
          : {})}
      />
      <div className="sgm-main">
        {view === 'comparison' && insight && (
          <Comparison
            insight={insight}
            groups={ready.saved}
            onMake={readOnly === undefined ? make : undefined}
            onClose={() => setView('group')}
          />
        )}
        {view === 'whole' && insight && people && (
          <WholeSegment
            key={segment.evaluatedOn}
            {...pane}
            people={people}
            insight={insight}
            groups={ready.saved}
          />
        )}
        {view === 'group' && shown && isSaved && isOutOfReach && (
          <EmptyState icon="Warning" title={texts('Members_OutOfReach')} text={texts('Members_OutText')} />
        )}
        {view === 'group' && shown && !isSaved && <Notice kind="info">{texts('Groups_SaveFirst')}</Notice>}
        {view === 'group' && members && people && shown && shownId === members.address.groupId && (
          <GroupPane
            {...pane}
            key={members.address.groupId}
            canChange={readOnly === undefined}
            members={members}
            people={people}
            holdsListRef={holdsListRef}
            targets={ready.saved
              .filter(({ id }) => id !== shownId)
              .map((group) => ({ id: group.id, name: nameOf(group, texts('Groups_Unnamed')) }))}
            groupName={nameOf(shown, texts('Groups_Unnamed'))}
          />
        )}
      </div>
      <ConfirmDialog question={question} onClose={() => setQuestion(undefined)} />
    </div>
  );
}

/** Counts the other groups when the one on show has been read. */
function useCountsOfOtherGroups(session: Session, segment: Segment, ready: GroupsReady): void {
  const members = useStore(session.members);
  const ids = ready.saved.map(({ id }) => id).join();
  React.useEffect(() => {
    if (!members || ids === '') return undefined;
    const count = (): void => {
      const { kind } = members.state.get();
      if (kind === 'complete' || kind === 'failed')
        void session.counts.countAll(segment.id, ids.split(',').map(recordId));
    };
    count();
    return members.state.subscribe(count);
  }, [session, members, segment.id, ids]);
}
