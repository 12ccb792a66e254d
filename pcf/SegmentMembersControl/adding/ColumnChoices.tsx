import * as React from 'react';
import type { MemberTable } from '../../../segments/member-tables';
import { Choice } from '../kit/Choice';
import { useKit } from '../kit/kit';
import { Notice } from '../kit/Notice';
import type { ColumnCandidate, MatchBy, Recognition } from '../lists/columns/recognise';
import type { TableState } from './import-store';

interface ColumnChoicesProps {
  readonly state: TableState;
  readonly recognition: Recognition;
  readonly table: MemberTable;
  readonly onChange: (recognition: Recognition) => void;
}

const rowsAskedForWidth = 200;
const none = 'none';

/** Which columns tell the people, and what they are compared with. */
export function ColumnChoices({
  state,
  recognition,
  table,
  onChange,
}: ColumnChoicesProps): React.JSX.Element {
  const { texts } = useKit();
  const { recognised, textColumns } = state;
  const { rows } = state.list.table;
  const headings = recognition.headings === undefined ? [] : (rows[recognition.headings]?.cells ?? []);
  const width = Math.max(
    1,
    headings.length,
    ...rows.slice(0, rowsAskedForWidth).map(({ cells }) => cells.length),
  );
  const nameOf = (column: number): string => {
    const heading = headings[column] ?? '';
    return heading === '' ? texts('Import_Column', column + 1) : `${column + 1}: ${heading}`;
  };
  const columns = Array.from({ length: width }, (_, column) => ({
    key: String(column),
    text: nameOf(column),
  }));
  const [first = 0, second] = recognition.columns;
  const matchOptions: readonly (MatchBy & { readonly label: string })[] = [
    { kind: 'id', column: table.primaryId, label: texts('Import_ById') },
    { kind: 'email', column: table.emailColumn, label: texts('Import_ByEmail') },
    ...textColumns
      .filter(({ name }) => name !== table.emailColumn)
      .map(({ name, label }) => ({ kind: 'text' as const, column: name, label })),
  ];

  /** Ids and addresses are compared with what they are, whatever was compared before. */
  const chooseColumn = (column: number): void => {
    const kind = recognised.candidates.find((candidate) => candidate.column === column)?.kind;
    const matchBy = matchOptions.find((option) => option.kind === kind);
    onChange({
      ...recognition,
      columns: [column],
      take: 'first',
      matchBy: matchBy ? { kind: matchBy.kind, column: matchBy.column } : recognition.matchBy,
    });
  };

  return (
    <>
      {!state.recognition && <Notice kind="warning">{texts('Import_NothingRecognised')}</Notice>}
      {recognised.isUnsure && (
        <Notice kind="warning">
          {texts('Import_Unsure')}
          <Examples candidates={recognised.candidates} nameOf={nameOf} />
        </Notice>
      )}
      <div className="sgm-fields">
        <Choice
          label={texts('Import_WhichColumn')}
          options={columns}
          selectedKey={String(first)}
          onChoose={(key) => chooseColumn(Number(key))}
        />
        {recognition.take === 'first' && width > 1 && (
          <Choice
            label={texts('Import_ElseColumn')}
            options={[
              { key: none, text: texts('Import_NoElse') },
              ...columns.filter(({ key }) => key !== String(first)),
            ]}
            selectedKey={second === undefined ? none : String(second)}
            onChoose={(key) =>
              onChange({ ...recognition, columns: key === none ? [first] : [first, Number(key)] })
            }
          />
        )}
        <Choice
          label={texts('Import_MatchBy')}
          options={matchOptions.map(({ column, label }) => ({ key: column, text: label }))}
          selectedKey={recognition.matchBy.column}
          onChoose={(key) => {
            const chosen = matchOptions.find(({ column }) => column === key);
            if (chosen) onChange({ ...recognition, matchBy: { kind: chosen.kind, column: chosen.column } });
          }}
        />
      </div>
      {recognition.take === 'each' && <p>{texts('Import_EachColumn')}</p>}
    </>
  );
}

interface ExamplesProps {
  readonly candidates: readonly ColumnCandidate[];
  readonly nameOf: (column: number) => string;
}

/** What the columns look like that could tell the people. */
function Examples({ candidates, nameOf }: ExamplesProps): React.JSX.Element {
  return (
    <ul>
      {candidates.map(({ column, kind, examples }) => (
        <li key={`${column} ${kind}`} dir="auto">
          <strong>{nameOf(column)}</strong> {examples.join(', ')}
        </li>
      ))}
    </ul>
  );
}
