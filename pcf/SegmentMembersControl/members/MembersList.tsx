import * as React from 'react';
import { DefaultButton } from '../kit/fluent';
import { limits } from '../../../segments/limits';
import type { RecordId } from '../../../segments/record-id';
import { ExportPanel, useExport, type ExportScope, type ReadPeople } from '../exporting';
import type { Purpose } from './purpose';
import type { PeopleCache, PeopleQuery, RecordWindows } from '../people';
import { ConfirmDialog, type Question } from '../kit/ConfirmDialog';
import { EmptyState } from '../kit/EmptyState';
import { Notice } from '../kit/Notice';
import { useKit } from '../kit/kit';
import { wordsOf } from '../kit/texts';
import { useStore } from '../kit/store';
import { useFocusAfter } from '../kit/use-focus-after';
import { notArranged } from './arranging/arrange';
import type { Arrangement } from './arranging/arrangement';
import type { GroupLook } from './arranging/looks';
import { useColumnsMenu, useFilterMenu, type ColumnChoice } from './arranging/use-list-menus';
import { LoadingRows } from './LoadingRows';
import { MemberCommands, type TransferKind, type TransferTarget } from './MemberCommands';
import { MemberDetails } from './MemberDetails';
import { MemberGrid } from './MemberGrid';
import { MemberSearch } from './MemberSearch';
import type { MembersStore } from './members-store';
import { ReadingProgress } from './ReadingProgress';
import type { Search } from './search';
import { selectedCount, selectedIds } from './selection';
import { useHeadings } from './use-headings';
import { useSelection } from './use-selection';

interface MembersListProps {
  readonly members: MembersStore;
  readonly search: Search;
  readonly query: PeopleQuery;
  readonly people: PeopleCache;
  readonly readPeople: ReadPeople;
  readonly windows: RecordWindows;
  readonly look: GroupLook;
  readonly arrangement: Arrangement;
  readonly columns: ColumnChoice;
  readonly groupName: string;
  readonly canChange: boolean;
  /** More about the member that is looked at. */
  readonly about?: (id: RecordId, name: string) => React.ReactNode;
  readonly onImport: (purpose: Purpose) => void;
  readonly onRemove: (ids: readonly RecordId[]) => void;
  /** The groups that members can be copied or moved to. */
  readonly targets: readonly TransferTarget[];
  readonly onTransfer: (kind: TransferKind, to: RecordId, ids: readonly RecordId[]) => void;
  readonly onDuplicates: () => void;
}

/** The members of the group with their commands. */
export function MembersList(props: MembersListProps): React.JSX.Element {
  const { members, search, query, people, windows, look, groupName, onImport } = props;
  const { texts, formats, announce } = useKit();
  const state = useStore(members.state);
  const found = useStore(search.state);
  const [question, setQuestion] = React.useState<Question>();
  const [opened, setOpened] = React.useState<RecordId>();
  const [isChoosing, setIsChoosing] = React.useState(false);
  const headings = useHeadings(query, windows);
  const exportable = [texts('Import_ById'), ...headings];
  const exporting = useExport(props.readPeople, exportable);
  const arranged = useStore(props.arrangement.state);
  const { sortBy, only } = useStore(look.choice);
  const view = arranged.ids ?? found.ids ?? state.ids;
  const isNarrowed = found.kind !== 'off' || only !== undefined;
  const isFound =
    isNarrowed && (arranged.kind === 'ready' || (arranged.kind === 'off' && found.kind === 'found'));
  const [selection, onSelect] = useSelection(view);
  const count = selectedCount(selection, view);
  const columns = useColumnsMenu(props.columns);
  const filters = useFilterMenu(look, (filter) => {
    onSelect({ type: 'none' });
    look.choice.update({ only: filter });
  });

  const remove = (what: 'selected' | 'found' | 'all'): void => {
    const ids = what === 'selected' ? selectedIds(selection, view) : what === 'found' ? view : state.ids;
    setQuestion({
      title: texts('Members_RemoveTitle'),
      text: texts('Members_RemoveText', formats.number(ids.length), groupName),
      yes: texts('Members_Remove', formats.number(ids.length)),
      onYes: () => props.onRemove(ids),
    });
  };
  const transfer = (kind: TransferKind, { id, name }: TransferTarget): void => {
    const ids = count > 0 ? selectedIds(selection, view) : view;
    setQuestion({
      title: texts(`Transfer_${kind}`),
      text: texts(`TransferText_${kind}`, formats.number(ids.length), name),
      yes: texts(`Transfer_${kind}`),
      onYes: () => props.onTransfer(kind, id, ids),
    });
  };
  const copy = async (): Promise<void> => {
    const ids = selectedIds(selection, view);
    if (ids.length > 0 && (await exporting.toClipboard(ids))) {
      announce(texts('Members_Copied', formats.number(ids.length)));
    }
  };
  const scopes = (
    [
      ['all', state.ids.length],
      ['found', isFound ? view.length : 0],
      ['selected', count],
    ] as const
  ).filter(([scope, size]) => scope === 'all' || size > 0);
  const exportPeople = async (scope: ExportScope, columns: readonly number[]): Promise<void> => {
    setIsChoosing(false);
    // What keeps the group from being read is said above the list.
    const ids = await {
      all: () => members.all().catch(() => undefined),
      found: () => Promise.resolve(view),
      selected: () => Promise.resolve(selectedIds(selection, view)),
    }[scope]();
    if (ids) await exporting.toFile([...ids], groupName, columns);
  };

  const pane = React.useRef<HTMLElement>(null);
  useFocusAfter(pane, isChoosing, (_, isOpen) => (isOpen ? '.sgm-export input' : '[data-command="export"]'));
  useFocusAfter(pane, opened === undefined, (_, isClosed) =>
    isClosed ? '[role=row][tabindex="0"]' : undefined,
  );
  const isEmptyGroup = state.kind === 'complete' && state.ids.length === 0;
  const hasNoHits = isFound && view.length === 0;
  const again = <DefaultButton text={texts('TryAgain')} onClick={() => void members.load()} />;
  const reason = state.kind === 'failed' ? texts('Members_Failed', wordsOf(texts, state.reason)) : '';
  const isOutOfReach = reason !== '' && state.ids.length === 0;
  const nothing = isOutOfReach ? (
    <EmptyState icon="Warning" title={texts('Members_OutOfReach')} text={reason} action={again} />
  ) : isEmptyGroup || hasNoHits ? (
    <EmptyState
      icon={isEmptyGroup ? 'PeopleAdd' : 'Search'}
      title={texts(
        isEmptyGroup ? (members.isGroup ? 'Members_EmptyTitle' : 'All_Empty') : 'Members_NoHitsTitle',
      )}
      text={
        isEmptyGroup && !members.isGroup
          ? ''
          : texts(isEmptyGroup ? 'Members_EmptyText' : 'Members_NoHitsText')
      }
    />
  ) : undefined;

  return (
    <section ref={pane} className="sgm-members" aria-label={texts('Members_Title', groupName)}>
      <div className="sgm-members-head">
        <h3 className="sgm-title" tabIndex={-1}>
          <bdi>{groupName}</bdi>
        </h3>
        <MemberSearch
          onSearch={(text) => {
            onSelect({ type: 'none' });
            void search.search(text);
          }}
        />
      </div>
      <MemberCommands
        canChange={props.canChange}
        isLoading={state.kind === 'loading'}
        selected={count}
        found={isNarrowed ? view.length : undefined}
        total={state.ids.length}
        filters={filters}
        columns={columns}
        onImport={onImport}
        onRemove={remove}
        targets={props.targets}
        onTransfer={transfer}
        onDuplicates={props.onDuplicates}
        onExport={() => setIsChoosing(true)}
        onCopy={() => void copy()}
        onRefresh={() => void members.load()}
      />
      <p className="sgm-quiet sgm-status" role="status">
        {!isOutOfReach && (
          <span>
            {members.isGroup
              ? texts(
                  'Members_Count',
                  formats.number(state.ids.length),
                  formats.number(limits.membersPerGroup),
                )
              : texts('Groups_Members', formats.number(state.ids.length))}
          </span>
        )}
        {state.kind === 'reading' && <span>{texts('Members_Reading')}</span>}
        {found.kind === 'searching' && <span>{texts('Members_Searching')}</span>}
        {isFound && <span>{texts('Members_Found', formats.number(view.length))}</span>}
        {sortBy === undefined && !isOutOfReach && <span>{texts('Members_Unsorted')}</span>}
        {sortBy !== undefined && arranged.kind === 'ready' && (
          <span>{texts('Members_SortedBy', headings[sortBy] ?? '')}</span>
        )}
        {count > 0 && <span>{texts('Members_Selected', formats.number(count))}</span>}
      </p>
      {isChoosing && (
        <ExportPanel
          headings={exportable}
          scopes={scopes}
          onExport={(scope, columns) => void exportPeople(scope, columns)}
          onClose={() => setIsChoosing(false)}
        />
      )}
      {exporting.state.kind === 'reading' && (
        <ReadingProgress {...exporting.state} label={texts('Export_Reading')} onCancel={exporting.cancel} />
      )}
      {arranged.kind === 'reading' && arranged.done < arranged.total && (
        <ReadingProgress
          {...arranged}
          label={texts('Members_ReadingNames')}
          onCancel={() => look.choice.set(notArranged)}
        />
      )}
      {exporting.state.kind === 'failed' && (
        <Notice kind="error">{texts(exporting.state.reason.key, exporting.state.reason.said)}</Notice>
      )}
      {reason !== '' && !isOutOfReach && (
        <Notice kind="error" actions={again}>
          {reason}
        </Notice>
      )}
      {state.kind === 'gone' && <Notice kind="warning">{texts('Members_Gone')}</Notice>}
      {arranged.kind === 'failed' && (
        <Notice kind="error">{texts('Members_SearchFailed', wordsOf(texts, arranged.reason))}</Notice>
      )}
      {found.kind === 'failed' && (
        <Notice kind="error">{texts('Members_SearchFailed', wordsOf(texts, found.reason))}</Notice>
      )}
      {state.kind === 'loading' ? (
        <LoadingRows columns={headings.length} />
      ) : (
        <div
          className={opened === undefined ? 'sgm-list' : 'sgm-list sgm-with-details'}
          aria-busy={arranged.kind === 'reading'}
        >
          {nothing ?? (
            <MemberGrid
              ids={view}
              headings={headings}
              people={people}
              look={look}
              selection={selection}
              onSelect={onSelect}
              onOpen={setOpened}
              onCopy={() => void copy()}
              label={texts('Members_Title', groupName)}
            />
          )}
          {opened !== undefined && (
            <MemberDetails
              id={opened}
              person={people.get(opened)}
              headings={headings}
              onOpenRecord={() => windows.openRecord(query.table.logicalName, opened)}
              onClose={() => setOpened(undefined)}
            >
              {props.about?.(opened, nameOf(people, opened))}
            </MemberDetails>
          )}
        </div>
      )}
      <ConfirmDialog question={question} onClose={() => setQuestion(undefined)} />
    </section>
  );
}

/** The name of a member, else the id. */
function nameOf(people: PeopleCache, id: RecordId): string {
  const person = people.get(id);
  return person === undefined || person === 'missing' || person.name === '' ? id : person.name;
}
