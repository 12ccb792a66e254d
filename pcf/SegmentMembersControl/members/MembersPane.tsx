import * as React from 'react';
import { CommandBarButton, DefaultButton, SearchBox, Spinner } from '@fluentui/react';
import { limits } from '../../../segments/limits';
import type { RecordId } from '../../../segments/record-id';
import { ImportPane } from '../importing/ImportPane';
import type { Purpose } from '../importing/preview';
import type { PeopleQuery } from '../people/people';
import type { PeopleCache } from '../people/people-cache';
import { ConfirmDialog, type Question } from '../shell/ConfirmDialog';
import { Notice } from '../shell/Notice';
import { useShell } from '../shell/shell';
import { useStore } from '../shell/store';
import { ChangeProgress } from './ChangeProgress';
import { ChangeReportView } from './ChangeReportView';
import type { ChangePlan } from './changes';
import { MemberGrid } from './MemberGrid';
import type { MembersStore } from './members-store';
import { createSearch } from './search';
import { nothingSelected, select, selectedCount, selectedIds, type SelectionAction } from './selection';
import { iconOf } from '../shell/icons';

interface MembersPaneProps {
  readonly members: MembersStore;
  readonly query: PeopleQuery;
  readonly people: PeopleCache;
  readonly groupName: string;
}

/** The members of the group on show, and everything that can be done with them. */
export function MembersPane({ members, query, people, groupName }: MembersPaneProps): JSX.Element {
  const { session, texts, formats, form, readOnly } = useShell();
  const state = useStore(members.state);
  const change = useStore(session.changes.state);
  const search = React.useMemo(
    () => createSearch({ dataverse: session.dataverse, query, people, members }),
    [session, query, people, members],
  );
  React.useEffect(() => () => search.dispose(), [search]);
  const found = useStore(search.state);
  const [purpose, setPurpose] = React.useState<Purpose>();
  const [question, setQuestion] = React.useState<Question>();
  const [plan, setPlan] = React.useState<ChangePlan>();
  const view = found.kind === 'off' ? state.ids : found.ids;
  const [selection, dispatch] = React.useReducer(
    (
      current: typeof nothingSelected,
      { action, ids }: { action: SelectionAction; ids: readonly RecordId[] },
    ) => select(current, action, ids),
    nothingSelected,
  );
  const viewNow = React.useRef(view);
  React.useEffect(() => {
    viewNow.current = view;
  });
  const onSelect = React.useCallback(
    (action: SelectionAction) => dispatch({ action, ids: viewNow.current }),
    [],
  );

  const start = (next: ChangePlan): void => {
    setPurpose(undefined);
    setPlan(next);
    onSelect({ type: 'none' });
    void session.changes.start(members, next).then(() => search.removed(new Set(next.remove)));
  };
  const remove = (ids: readonly RecordId[]): void =>
    setQuestion({
      title: texts('Members_RemoveTitle'),
      text: texts('Members_RemoveText', formats.number(ids.length), groupName),
      yes: texts('Members_Remove', formats.number(ids.length)),
      onYes: () => start({ add: [], remove: ids, alreadyThere: 0 }),
    });

  if (change.kind === 'running') return <ChangeProgress run={change.run} operation={change.operation} />;
  if (change.kind === 'checking') return <Spinner label={texts('Change_Checking')} />;
  if (purpose) {
    return (
      <ImportPane
        purpose={purpose}
        table={query.table}
        members={members}
        onStart={start}
        onClose={() => setPurpose(undefined)}
      />
    );
  }
  const count = selectedCount(selection, view);
  const canChange = !readOnly && state.kind !== 'loading';
  return (
    <section className="sgm-members" aria-label={texts('Members_Title', groupName)}>
      {change.kind === 'ended' && (
        <ChangeReportView
          report={change.report}
          onGoOn={() => plan && start(remainderOf(plan, change.report))}
          onClose={() => session.changes.close()}
        />
      )}
      <div className="sgm-pane-head">
        <h3 className="sgm-title" dir="auto">
          {groupName}
        </h3>
        <span className="sgm-quiet">
          {texts('Members_Count', formats.number(state.ids.length), formats.number(limits.membersPerGroup))}
          {state.kind === 'reading' ? ` ${texts('Members_Reading')}` : ''}
        </span>
      </div>
      <div className="sgm-commands">
        {canChange && (
          <>
            <CommandBarButton
              iconProps={iconOf('Add')}
              text={texts('Members_Add')}
              onClick={() => setPurpose('add')}
            />
            <CommandBarButton
              iconProps={iconOf('Delete')}
              text={texts('Members_RemoveSelected')}
              disabled={count === 0}
              onClick={() => remove(selectedIds(selection, view))}
            />
          </>
        )}
        <CommandBarButton
          iconProps={iconOf('Refresh')}
          text={texts('Refresh')}
          onClick={() => void members.load()}
        />
        <SearchBox
          className="sgm-search"
          iconProps={iconOf('Search')}
          clearButtonProps={{ iconProps: iconOf('Clear') }}
          placeholder={texts('Members_Search')}
          ariaLabel={texts('Members_Search')}
          onSearch={(text) => void search.search(text)}
          onClear={() => void search.search('')}
        />
      </div>
      {state.kind === 'failed' && (
        <Notice
          kind="error"
          actions={<DefaultButton text={texts('TryAgain')} onClick={() => void members.load()} />}
        >
          {texts('Members_Failed', state.reason ?? '')}
        </Notice>
      )}
      {found.kind === 'failed' && <Notice kind="error">{texts('Members_SearchFailed', found.reason)}</Notice>}
      {state.kind === 'loading' ? (
        <Spinner label={texts('Members_Loading')} />
      ) : (
        <MemberGrid
          ids={view}
          headings={[texts('Members_Name'), texts('Members_Email'), ...query.moreColumns]}
          people={people}
          selection={selection}
          onSelect={onSelect}
          onOpen={(id) => form.openRecord(query.table.logicalName, id)}
          onCopy={() => undefined}
          label={texts('Members_Title', groupName)}
        />
      )}
      <p className="sgm-quiet" role="status">
        {found.kind === 'searching' && texts('Members_Searching')}
        {found.kind === 'found' && texts('Members_Found', formats.number(found.ids.length))}
        {count > 0 ? ` ${texts('Members_Selected', formats.number(count))}` : ''}
      </p>
      <ConfirmDialog question={question} onClose={() => setQuestion(undefined)} />
    </section>
  );
}

/** What a plan that was cut short still has to do. */
function remainderOf(
  plan: ChangePlan,
  report: { uncertain: readonly RecordId[]; notSent: readonly RecordId[] },
): ChangePlan {
  const left = new Set([...report.uncertain, ...report.notSent]);
  return {
    ...plan,
    add: plan.add.filter((id) => left.has(id)),
    remove: plan.remove.filter((id) => left.has(id)),
  };
}
