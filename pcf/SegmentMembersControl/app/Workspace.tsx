import * as React from 'react';
import { DefaultButton, Spinner } from '../kit/fluent';
import type { RecordId } from '../../../segments/record-id';
import { GroupsPane, type GroupsReady, type GroupsStore, nameOf } from '../groups';
import { MembersPane } from '../members';
import type { PeopleQuery } from '../people';
import { type Segment, SegmentBar } from '../segment';
import { Notice } from '../kit/Notice';
import { useShell } from './shell';
import { useStore } from '../kit/store';

/** Segment, groups and members of a record whose parts are known. */
export function Workspace({ segment, query }: { segment: Segment; query: PeopleQuery }): React.JSX.Element {
  const { session, texts } = useShell();
  const store = useStore(session.groups);
  return (
    <>
      <SegmentBar segment={segment} />
      {store ? (
        <Groups store={store} segment={segment} query={query} />
      ) : (
        <Spinner label={texts('Loading')} />
      )}
    </>
  );
}

interface GroupsProps {
  readonly store: GroupsStore;
  readonly segment: Segment;
  readonly query: PeopleQuery;
}

function Groups({ store, segment, query }: GroupsProps): React.JSX.Element {
  const { texts } = useShell();
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
          {texts('Failed', state.reason)}
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
      return <Panes store={store} ready={state} segment={segment} query={query} />;
  }
}

function Panes({ store, ready, segment, query }: GroupsProps & { ready: GroupsReady }): React.JSX.Element {
  const { session, texts, readOnly } = useShell();
  const members = useStore(session.members);
  const [chosen, setChosen] = React.useState<RecordId>();
  const shown = ready.groups.find(({ id }) => id === chosen) ?? ready.groups[0];
  const isSaved = ready.saved.some(({ id }) => id === shown?.id);
  // Members are on the server only; where it cannot be asked, the notice above says so and nothing is waited for.
  const isOutOfReach = readOnly === 'offline' || readOnly === 'noActions';
  const shownId = isSaved && !isOutOfReach ? shown?.id : undefined;
  React.useEffect(() => session.show(shownId), [session, shownId]);
  useCountsOfOtherGroups(segment, ready);

  const people = session.people();
  return (
    <div className="sgm-panes">
      <GroupsPane store={store} ready={ready} shown={shown?.id} onShow={setChosen} />
      <div className="sgm-main">
        {shown && !isSaved && <Notice kind="info">{texts('Groups_SaveFirst')}</Notice>}
        {members && people && shown && shownId === members.address.groupId && (
          <MembersPane
            key={members.address.groupId}
            members={members}
            query={query}
            people={people}
            groupName={nameOf(shown, texts('Groups_Unnamed'))}
          />
        )}
      </div>
    </div>
  );
}

/** Counts the other groups when the one on show has been read. */
function useCountsOfOtherGroups(segment: Segment, ready: GroupsReady): void {
  const { session } = useShell();
  const members = useStore(session.members);
  const ids = ready.saved.map(({ id }) => id).join();
  React.useEffect(() => {
    if (!members || ids === '') return undefined;
    const count = (): void => {
      const { kind } = members.state.get();
      if (kind === 'complete' || kind === 'failed') void session.counts.countAll(segment.id, ids.split(','));
    };
    count();
    return members.state.subscribe(count);
  }, [session, members, segment.id, ids]);
}
