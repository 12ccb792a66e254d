import * as React from 'react';
import { ImportPane } from '../adding';
import { Spinner } from '../kit/fluent';
import { useKit } from '../kit/kit';
import { useStore } from '../kit/store';
import {
  ChangeProgress,
  ChangeReportView,
  MembersList,
  type ChangePlan,
  type MembersStore,
  type Purpose,
} from '../members';
import type { RecordId } from '../../../segments/record-id';
import type { PeopleCache, PeopleQuery, RecordWindows } from '../people';
import type { Session } from './session';

interface GroupPaneProps {
  readonly session: Session;
  readonly windows: RecordWindows;
  readonly canChange: boolean;
  readonly members: MembersStore;
  readonly query: PeopleQuery;
  readonly people: PeopleCache;
  readonly groupName: string;
  readonly about: (id: RecordId, name: string) => React.ReactNode;
}

/** The group on show: the list of its members, a way into it, or a change under way. */
export function GroupPane(props: GroupPaneProps): React.JSX.Element {
  const { session, windows, members, query } = props;
  const { texts } = useKit();
  const change = useStore(session.changes.state);
  const [purpose, setPurpose] = React.useState<Purpose>();
  const search = React.useMemo(() => session.searchIn(members, query), [session, members, query]);
  React.useEffect(() => () => search.dispose(), [search]);
  const readPeople = React.useMemo(() => session.readerOf(query), [session, query]);
  const adding = React.useMemo(
    () => purpose && session.importInto(members, query, purpose),
    [session, members, query, purpose],
  );
  React.useEffect(() => () => adding?.dispose(), [adding]);

  const start = async (next: ChangePlan): Promise<void> => {
    setPurpose(undefined);
    await session.changes.start(members, next);
    session.insight()?.store.changed(members.address.groupId, next.remove);
    search.removed(new Set(next.remove));
  };

  if (change.kind === 'running') return <ChangeProgress run={change.run} operation={change.operation} />;
  if (change.kind === 'checking') return <Spinner label={texts('Change_Checking')} />;
  if (purpose && adding) {
    return (
      <ImportPane
        purpose={purpose}
        table={query.table}
        store={adding}
        pickRecords={() => windows.pickRecords(query.table.logicalName)}
        onStart={(next) => void start(next)}
        onClose={() => setPurpose(undefined)}
      />
    );
  }
  return (
    <>
      {change.kind === 'ended' && (
        <ChangeReportView
          report={change.report}
          onGoOn={() => void session.changes.goOn()}
          onClose={() => session.changes.close()}
        />
      )}
      <MembersList
        members={members}
        search={search}
        query={query}
        people={props.people}
        readPeople={readPeople}
        windows={windows}
        groupName={props.groupName}
        canChange={props.canChange}
        about={props.about}
        onImport={setPurpose}
        onRemove={(ids) => void start({ add: [], remove: ids, alreadyThere: [], notFound: [] })}
      />
    </>
  );
}
