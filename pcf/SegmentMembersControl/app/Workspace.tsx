import * as React from 'react';
import { DefaultButton, Spinner } from '../kit/fluent';
import { type RecordId, recordId } from '../../../segments/record-id';
import { GroupsPane, type GroupsReady, type GroupsStore, nameOf } from '../groups';
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
import { useStore } from '../kit/store';

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

function Panes(props: GroupsProps & { ready: GroupsReady }): React.JSX.Element {
  const { session, readOnly, store, ready, segment } = props;
  const { texts } = useKit();
  const members = useStore(session.members);
  const [chosen, setChosen] = React.useState<RecordId>();
  const [isComparing, setIsComparing] = React.useState(false);
  const shown = ready.groups.find(({ id }) => id === chosen) ?? ready.groups[0];
  const isSaved = ready.saved.some(({ id }) => id === shown?.id);
  // Members are on the server only; where it cannot be asked, the notice above says so and nothing is waited for.
  const isOutOfReach = readOnly === 'offline' || readOnly === 'noActions';
  const shownId = isSaved && !isOutOfReach ? shown?.id : undefined;
  React.useEffect(() => session.show(shownId), [session, shownId]);
  useCountsOfOtherGroups(session, segment, ready);

  const holdsListRef = React.useRef(holdsNone);
  const [question, setQuestion] = React.useState<Question>();
  const show = (id: RecordId): void => {
    setIsComparing(false);
    setChosen(id);
  };
  const onShow = (id: RecordId): void => {
    if (id === shown?.id || !holdsListRef.current()) {
      show(id);
      return;
    }
    setQuestion({
      title: texts('Import_LeaveTitle', shown ? nameOf(shown, texts('Groups_Unnamed')) : ''),
      text: texts('Import_LeaveText'),
      yes: texts('Import_Leave'),
      onYes: () => show(id),
    });
  };

  const people = session.people();
  const insight = session.insight();
  return (
    <div className="sgm-panes">
      <GroupsPane
        store={store}
        ready={ready}
        counts={session.counts.state}
        canChange={readOnly === undefined}
        shown={shown?.id}
        onShow={onShow}
        {...(insight && ready.saved.length > 1 && !isOutOfReach
          ? { onCompare: () => setIsComparing(true) }
          : {})}
      />
      <div className="sgm-main">
        {isComparing && insight && (
          <Comparison insight={insight} groups={ready.saved} onClose={() => setIsComparing(false)} />
        )}
        {shown && isSaved && isOutOfReach && (
          <EmptyState icon="Warning" title={texts('Members_OutOfReach')} text={texts('Members_OutText')} />
        )}
        {shown && !isSaved && <Notice kind="info">{texts('Groups_SaveFirst')}</Notice>}
        {!isComparing && members && people && shown && shownId === members.address.groupId && (
          <GroupPane
            key={members.address.groupId}
            session={session}
            windows={props.windows}
            canChange={readOnly === undefined}
            members={members}
            query={props.query}
            people={people}
            holdsListRef={holdsListRef}
            about={(id, name) =>
              insight && (
                <WhyOfMember
                  key={id}
                  insight={insight}
                  segment={segment}
                  groups={ready.saved}
                  id={id}
                  name={name}
                />
              )
            }
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
