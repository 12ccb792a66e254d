import * as React from 'react';
import { Checkbox, DefaultButton, PrimaryButton } from '../kit/fluent';
import type { MemberTable } from '../../../segments/member-tables';
import { Choice } from '../kit/Choice';
import { Notice } from '../kit/Notice';
import { useKit } from '../kit/kit';
import type { MatchBy, Recognition } from '../lists/column-recognition';
import type { ImportState, ImportStore } from './import-store';
import { iconOf } from '../kit/icons';

interface TableViewProps {
  readonly store: ImportStore;
  readonly state: Extract<ImportState, { kind: 'table' }>;
  readonly table: MemberTable;
}

const rowsShown = 5;

/** The list as it was read, and what tells its people: which column, compared with what. */
export function TableView({ store, state, table }: TableViewProps): React.JSX.Element {
  const { texts, formats } = useKit();
  const { rows } = state.table;
  const fallback: Recognition = {
    hasHeadings: false,
    column: 0,
    matchBy: { kind: 'id', column: table.primaryId },
  };
  const recognition = state.recognition ?? fallback;
  const change = (part: Partial<Recognition>): void => store.recogniseAs({ ...recognition, ...part });
  const matchOptions: readonly (MatchBy & { readonly label: string })[] = [
    { kind: 'id', column: table.primaryId, label: texts('Import_ById') },
    { kind: 'email', column: table.emailColumn, label: texts('Import_ByEmail') },
    ...state.textColumns
      .filter(({ name }) => name !== table.emailColumn)
      .map(({ name, label }) => ({ kind: 'text' as const, column: name, label })),
  ];
  const width = Math.max(...rows.slice(0, rowsShown).map((row) => row.length));
  const columns = Array.from({ length: width }, (_, index) => ({
    key: String(index),
    text: columnName(rows[0]?.[index], recognition.hasHeadings, index, texts('Import_Column', index + 1)),
  }));

  return (
    <div className="sgm-table-view">
      {!state.recognition && <Notice kind="warning">{texts('Import_NothingRecognised')}</Notice>}
      <p>{texts('Import_Rows', formats.number(rows.length - (recognition.hasHeadings ? 1 : 0)))}</p>
      <div className="sgm-fields">
        <Choice
          label={texts('Import_WhichColumn')}
          options={columns}
          selectedKey={String(recognition.column)}
          onChoose={(key) => change({ column: Number(key) })}
        />
        <Choice
          label={texts('Import_MatchBy')}
          options={matchOptions.map(({ column, label }) => ({ key: column, text: label }))}
          selectedKey={recognition.matchBy.column}
          onChoose={(key) => {
            const chosen = matchOptions.find(({ column }) => column === key);
            if (chosen) change({ matchBy: { kind: chosen.kind, column: chosen.column } });
          }}
        />
      </div>
      <Checkbox
        checkmarkIconProps={iconOf('CheckMark')}
        label={texts('Import_HasHeadings')}
        checked={recognition.hasHeadings}
        onChange={(_, checked) => change({ hasHeadings: checked ?? false })}
      />
      <table className="sgm-sample" aria-label={texts('Import_Sample')}>
        <tbody>
          {rows.slice(0, rowsShown).map((row, index) => (
            <tr key={index}>
              {columns.map(({ key }) => (
                <td
                  key={key}
                  dir="auto"
                  className={Number(key) === recognition.column ? 'sgm-chosen' : undefined}
                >
                  {row[Number(key)] ?? ''}
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
            store.recogniseAs(recognition);
            void store.match();
          }}
        />
        <DefaultButton text={texts('Back')} onClick={() => store.startAgain()} />
      </div>
    </div>
  );
}

function columnName(
  heading: string | undefined,
  hasHeadings: boolean,
  index: number,
  numbered: string,
): string {
  return hasHeadings && heading ? `${index + 1}: ${heading}` : numbered;
}
