import * as React from 'react';
import { DefaultButton, ProgressIndicator, Spinner } from '../kit/fluent';
import type { RecordId } from '../../../segments/record-id';
import type { ChangePlan, Purpose } from '../members';
import type { MemberTable } from '../../../segments/member-tables';
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
  readonly table: MemberTable;
  readonly store: ImportStore;
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
  const { purpose, table, store, pickRecords, onStart, onClose } = props;
  const kit = useKit();
  const { texts, formats } = kit;
  const state = useStore(store.state);

  return (
    <section className="sgm-import" aria-label={texts(titles[purpose])}>
      <div className="sgm-pane-head">
        <h3 className="sgm-title">{texts(titles[purpose])}</h3>
        <DefaultButton text={texts('Cancel')} onClick={onClose} />
      </div>
      {state.kind === 'choosing' && (
        <>
          {state.problem && <Notice kind="error">{textOfProblem(state.problem, kit)}</Notice>}
          <ListSource store={store} pickRecords={pickRecords} />
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
          onStart={onStart}
          onBack={() => store.startAgain()}
        />
      )}
    </section>
  );
}
