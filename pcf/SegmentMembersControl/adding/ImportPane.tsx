import * as React from 'react';
import { IconButton, ProgressIndicator, Spinner } from '../kit/fluent';
import { iconOf } from '../kit/icons';
import { AddingSteps } from './AddingSteps';
import type { RecordId } from '../../../segments/record-id';
import type { ChangePlan, Purpose } from '../members';
import type { MemberTable } from '../../../segments/member-tables';
import type { PeopleCache } from '../people';
import { Notice } from '../kit/Notice';
import { useKit } from '../kit/kit';
import { useStore } from '../kit/store';
import type { ImportStore } from './import-store';
import { ListSource } from './ListSource';
import { PreviewView } from './PreviewView';
import { TableView } from './TableView';
import { textOfProblem } from './problem-text';

interface ImportPaneProps {
  readonly purpose: Purpose;
  readonly groupName: string;
  readonly table: MemberTable;
  readonly store: ImportStore;
  readonly people: PeopleCache;
  readonly pickRecords: () => Promise<readonly RecordId[]>;
  readonly onStart: (plan: ChangePlan) => void;
  readonly onClose: () => void;
}

const titles = {
  add: 'Import_TitleAdd',
  replace: 'Import_TitleReplace',
  remove: 'Import_TitleRemove',
} as const;

/** From a list of people to a change of the group: choose, look, check, start. */
export function ImportPane(props: ImportPaneProps): React.JSX.Element {
  const { purpose, groupName, table, store, people, pickRecords, onStart, onClose } = props;
  const kit = useKit();
  const { texts, formats } = kit;
  const state = useStore(store.state);
  const title = texts(titles[purpose], groupName);
  const heading = React.useRef<HTMLHeadingElement>(null);
  // Each step begins at the heading, which says what it is about; the check at its first part.
  const pane = React.useRef<HTMLElement>(null);
  React.useEffect(() => {
    const tab = pane.current?.querySelector<HTMLElement>('[role=tab][tabindex="0"]');
    (tab ?? heading.current)?.focus({ preventScroll: true });
  }, [state.kind]);

  return (
    <section ref={pane} className="sgm-import" aria-label={title}>
      <div className="sgm-import-head">
        <h3 className="sgm-title" tabIndex={-1} ref={heading}>
          {title}
        </h3>
        <AddingSteps current={state.kind === 'preview' ? 2 : 1} />
        <IconButton iconProps={iconOf('Clear')} ariaLabel={texts('Cancel')} onClick={onClose} />
      </div>
      {state.kind === 'choosing' && (
        <>
          {state.problem && <Notice kind="error">{textOfProblem(state.problem, kit)}</Notice>}
          <ListSource store={store} kept={state.kept} pickRecords={pickRecords} />
        </>
      )}
      {state.kind === 'reading' && <Spinner label={texts('Import_Reading')} />}
      {state.kind === 'table' && <TableView store={store} state={state} table={table} />}
      {state.kind === 'collecting' && (
        <ProgressIndicator label={texts('Import_Matching')} description={formats.number(state.done)} />
      )}
      {state.kind === 'matching' && (
        <ProgressIndicator
          label={texts('Import_Matching')}
          description={texts('Change_Numbers', formats.number(state.done), formats.number(state.total))}
          percentComplete={state.done / Math.max(1, state.total)}
        />
      )}
      {state.kind === 'preview' && (
        <PreviewView
          purpose={purpose}
          preview={state.preview}
          members={state.members}
          source={state.source}
          groupName={groupName}
          people={people}
          pickRecords={pickRecords}
          onStart={onStart}
          choices={state.choices}
          check={state.check}
          onBack={(decided) => store.back(decided)}
        />
      )}
    </section>
  );
}
