import * as React from 'react';
import { Checkbox, DefaultButton, PrimaryButton } from '../kit/fluent';
import type { MemberTable } from '../../../segments/member-tables';
import { useKit } from '../kit/kit';
import { iconOf } from '../kit/icons';
import type { Recognition } from '../lists/columns/recognise';
import { ColumnChoices } from './ColumnChoices';
import type { ImportStore, TableState } from './import-store';
import { ReadingChoices } from './ReadingChoices';

interface TableViewProps {
  readonly store: ImportStore;
  readonly state: TableState;
  readonly table: MemberTable;
}

const rowsShown = 5;
const columnsShown = 50;

/** The list as it was read, and what tells its people: which columns, compared with what. */
export function TableView({ store, state, table }: TableViewProps): React.JSX.Element {
  const { texts, formats } = useKit();
  const { rows } = state.list.table;
  const recognition: Recognition = state.recognition ?? {
    headings: undefined,
    columns: [0],
    take: 'first',
    matchBy: { kind: 'id', column: table.primaryId },
  };
  const { headings } = recognition;
  const first = state.recognised.recognition?.headings ?? 0;
  const shown = rows.slice(headings ?? 0, (headings ?? 0) + rowsShown);
  const width = Math.min(columnsShown, Math.max(1, ...shown.map(({ cells }) => cells.length)));

  return (
    <div className="sgm-table-view">
      <ReadingChoices store={store} state={state} />
      <p>{texts('Import_Rows', formats.number(rows.length - (headings === undefined ? 0 : headings + 1)))}</p>
      <ColumnChoices
        state={state}
        recognition={recognition}
        table={table}
        onChange={(next) => store.recogniseAs(next)}
      />
      <Checkbox
        checkmarkIconProps={iconOf('CheckMark')}
        label={texts('Import_HasHeadings')}
        checked={headings !== undefined}
        onChange={(_, checked) =>
          store.recogniseAs({ ...recognition, headings: checked ? first : undefined })
        }
      />
      <table className="sgm-sample" aria-label={texts('Import_Sample')}>
        <tbody>
          {shown.map(({ line, cells }) => (
            <tr key={line}>
              <th scope="row">{formats.number(line)}</th>
              {Array.from({ length: width }, (_, column) => (
                <td
                  key={column}
                  dir="auto"
                  className={recognition.columns.includes(column) ? 'sgm-chosen' : undefined}
                >
                  {cells[column] ?? ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div className="sgm-buttons">
        <PrimaryButton
          text={texts('Import_Check')}
          onClick={() => {
            // The same list is not looked up again.
            if (!state.recognition) store.recogniseAs(recognition);
            void store.match();
          }}
        />
        <DefaultButton text={texts('Back')} onClick={() => store.back()} />
      </div>
    </div>
  );
}
