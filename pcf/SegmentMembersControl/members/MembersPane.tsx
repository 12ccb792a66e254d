import * as React from 'react';
import { Spinner } from '../kit/fluent';
import { ImportPane, type Purpose } from '../adding';
import type { PeopleCache, PeopleQuery } from '../people';
import { useShell } from '../app/shell';
import { useStore } from '../kit/store';
import { ChangeProgress } from './ChangeProgress';
import { ChangeReportView } from './ChangeReportView';
import type { ChangePlan } from './changes';
import { MembersList } from './MembersList';
import type { MembersStore } from './members-store';
import { createSearch } from './search';

interface MembersPaneProps {
  readonly members: MembersStore;
  readonly query: PeopleQuery;
  readonly people: PeopleCache;
  readonly groupName: string;
}

/** The members of the group on show: the list, a way into it, or a change under way. */
export function MembersPane({ members, query, people, groupName }: MembersPaneProps): React.JSX.Element {
  const { session, texts } = useShell();
  const change = useStore(session.changes.state);
  const [purpose, setPurpose] = React.useState<Purpose>();
  const search = React.useMemo(
    () => createSearch({ dataverse: session.dataverse, query, people, members }),
    [session, query, people, members],
  );
  React.useEffect(() => () => search.dispose(), [search]);

  const start = async (next: ChangePlan): Promise<void> => {
    setPurpose(undefined);
    await session.changes.start(members, next);
    search.removed(new Set(next.remove));
  };

  if (change.kind === 'running') return <ChangeProgress run={change.run} operation={change.operation} />;
  if (change.kind === 'checking') return <Spinner label={texts('Change_Checking')} />;
  if (purpose) {
    return (
      <ImportPane
        purpose={purpose}
        table={query.table}
        members={members}
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
        people={people}
        groupName={groupName}
        onImport={setPurpose}
        onRemove={(ids) => void start({ add: [], remove: ids, alreadyThere: [], notFound: [] })}
      />
    </>
  );
}
