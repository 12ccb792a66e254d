import * as React from 'react';
import { ImportPane } from '../adding';
import { DefaultButton, Spinner } from '../kit/fluent';
import { iconOf } from '../kit/icons';
import { useKit } from '../kit/kit';
import { Notice } from '../kit/Notice';
import { useStore } from '../kit/store';
import { useFileDrop } from '../kit/use-file-drop';
import {
  ChangeProgress,
  ChangeReportView,
  MembersList,
  type ChangePlan,
  type ChangeState,
  type MembersStore,
  type Purpose,
  type TransferKind,
  type TransferTarget,
} from '../members';
import { DuplicatesView } from '../insight';
import type { RecordId } from '../../../segments/record-id';
import type { PeopleCache, PeopleQuery, RecordWindows } from '../people';
import type { Session } from './session';

export interface GroupPaneProps {
  readonly session: Session;
  readonly windows: RecordWindows;
  readonly canChange: boolean;
  readonly members: MembersStore;
  readonly query: PeopleQuery;
  readonly people: PeopleCache;
  readonly groupName: string;
  readonly targets: readonly TransferTarget[];
  readonly about: (id: RecordId, name: string) => React.ReactNode;
  /** Told whether a list that is being added would be lost. */
  readonly holdsListRef: React.MutableRefObject<() => boolean>;
}

/** The group on show: the list of its members, a way into it, or a change under way. */
export function GroupPane(props: GroupPaneProps): React.JSX.Element {
  const { session, windows, members, query } = props;
  const { texts, formats } = useKit();
  const change = useStore(session.changes.state);
  const undoable = useStore(session.changes.undoable);
  const firstHalf = useStore(session.transfers.firstHalf);
  const [purpose, setPurpose] = React.useState<Purpose>();
  const [isCleaning, setIsCleaning] = React.useState(false);
  const search = React.useMemo(() => session.searchIn(members, query), [session, members, query]);
  const searched = React.useRef('');
  // Other columns are read by another search, for the same text.
  React.useEffect(() => {
    if (searched.current !== '') void search.search(searched.current);
    return () => {
      searched.current = search.state.get().text ?? '';
      search.dispose();
    };
  }, [search]);
  const look = session.lookOf(members.address.groupId);
  const arrangement = React.useMemo(
    () => session.arrange(members, query, search),
    [session, members, query, search],
  );
  React.useEffect(() => () => arrangement.dispose(), [arrangement]);
  const readPeople = React.useMemo(() => session.readerOf(query), [session, query]);
  const pane = React.useRef<HTMLDivElement>(null);
  const dropped = React.useRef<File>();
  const adding = React.useMemo(
    () => purpose && session.importInto(members, query, purpose),
    [session, members, query, purpose],
  );
  const { holdsListRef } = props;
  React.useEffect(() => {
    const file = dropped.current;
    dropped.current = undefined;
    if (adding && file) void adding.choose(file);
    holdsListRef.current = () => adding?.holdsList() ?? false;
    return () => {
      adding?.dispose();
      holdsListRef.current = holdsNone;
    };
  }, [adding, holdsListRef]);
  const isBusy = change.kind === 'running' || change.kind === 'checking';
  const takeFile = (file: File): void => {
    if (adding) return void adding.choose(file);
    dropped.current = file;
    setPurpose('add');
  };
  const undo =
    undoable && props.canChange
      ? { count: undoable.count, onUndo: () => void session.transfers.undo() }
      : undefined;
  const drop = useFileDrop(props.canChange && !isBusy ? takeFile : undefined);
  useFocusAfterStep(pane, change.kind, purpose);

  const start = async (next: ChangePlan): Promise<void> => {
    setPurpose(undefined);
    await session.changes.start(members, next);
    await search.removed(next.remove);
  };

  const remove = (ids: readonly RecordId[]): void =>
    void start({ add: [], remove: ids, alreadyThere: [], notFound: [] });
  const removeOthers = (ids: readonly RecordId[]): void => {
    setIsCleaning(false);
    remove(ids);
  };
  const transfer = async (kind: TransferKind, to: RecordId, ids: readonly RecordId[]): Promise<void> => {
    if (kind === 'copy') return session.transfers.copy(to, ids);
    await session.transfers.move(members, to, ids);
    const ended = session.changes.state.get();
    if (ended.kind === 'ended') await search.removed(ended.report.removed);
  };

  const progress = <ChangeUnderWay change={change} />;
  const content = (): React.JSX.Element => {
    if (isBusy && change.groupId === members.address.groupId) return progress;
    if (isCleaning)
      return (
        <DuplicatesView
          all={() => members.all()}
          readPeople={readPeople}
          onRemove={props.canChange && !isBusy ? removeOthers : undefined}
          onClose={() => setIsCleaning(false)}
        />
      );
    if (!purpose || !adding) return list();
    return (
      <ImportPane
        purpose={purpose}
        groupName={props.groupName}
        table={query.table}
        store={adding}
        people={props.people}
        pickRecords={() => windows.pickRecords(query.table.logicalName)}
        onStart={(next) => void start(next)}
        onClose={() => setPurpose(undefined)}
      />
    );
  };
  const list = (): React.JSX.Element => (
    <>
      {progress}
      {isBusy && <Notice kind="info">{texts('Change_Elsewhere', change.groupName)}</Notice>}
      {undo && change.kind !== 'ended' && undoable?.groupId === members.address.groupId && (
        <div className="sgm-buttons">
          <DefaultButton
            iconProps={iconOf('Undo')}
            text={texts('Report_Undo', formats.number(undo.count))}
            onClick={undo.onUndo}
          />
        </div>
      )}
      {change.kind === 'ended' && firstHalf && !firstHalf.isAlone && (
        <ChangeReportView {...firstHalf} undo={undefined} />
      )}
      {change.kind === 'ended' && firstHalf?.isAlone && (
        <Notice kind="warning">{texts('Transfer_Stayed')}</Notice>
      )}
      {change.kind === 'ended' && (
        <ChangeReportView
          groupName={change.groupName}
          report={change.report}
          undo={undo}
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
        look={look}
        arrangement={arrangement}
        columns={{
          chosen: query.moreColumns,
          read: () => session.readColumns(query),
          choose: (columns) => session.chooseColumns(columns),
        }}
        groupName={props.groupName}
        canChange={props.canChange && !isBusy}
        about={props.about}
        onImport={setPurpose}
        onRemove={remove}
        targets={props.targets}
        onTransfer={(...given) => void transfer(...given)}
        onDuplicates={() => setIsCleaning(true)}
      />
    </>
  );
  return (
    <div
      ref={pane}
      tabIndex={-1}
      className={drop.isOver ? 'sgm-drop sgm-over' : 'sgm-drop'}
      data-drop={texts('Import_Drop')}
      {...drop.handlers}
    >
      {content()}
    </div>
  );
}

export const holdsNone = (): boolean => false;

/** Puts the keyboard where the next step is: on a change under way, on its report, on the button that led here. */
function useFocusAfterStep(
  pane: React.RefObject<HTMLElement>,
  change: ChangeState['kind'],
  purpose: Purpose | undefined,
): void {
  const before = React.useRef({ change, purpose });
  React.useLayoutEffect(() => {
    const last = before.current;
    before.current = { change, purpose };
    const focus = (selector: string): void => pane.current?.querySelector<HTMLElement>(selector)?.focus();
    if (change !== last.change) {
      if (change === 'ended') focus('.sgm-report');
      else if (change === 'none') focus('.sgm-members .sgm-title');
      else pane.current?.focus({ preventScroll: true });
    } else if (last.purpose && !purpose) {
      focus(last.purpose === 'add' ? '.sgm-command-row button' : '.sgm-command-row [aria-haspopup]');
    }
  });
}

/** The change under way, if there is one, whichever group it is about. */
function ChangeUnderWay({ change }: { readonly change: ChangeState }): React.JSX.Element | null {
  const { texts } = useKit();
  if (change.kind === 'running') {
    return <ChangeProgress run={change.run} operation={change.operation} groupName={change.groupName} />;
  }
  if (change.kind !== 'checking') return null;
  return (
    <div className="sgm-progress">
      <Spinner label={texts('Change_Checking')} />
      <DefaultButton text={texts('Cancel')} onClick={() => change.cancel()} />
    </div>
  );
}
