import * as React from 'react';
import { Checkbox, ChoiceGroup } from '../kit/fluent';
import { Choice } from '../kit/Choice';
import { iconOf } from '../kit/icons';
import { useKit } from '../kit/kit';
import { Notice } from '../kit/Notice';
import type { Encoding } from '../lists/text/encodings';
import type { ImportStore, TableState } from './import-store';

/** Lines that are named one by one. */
const mostNamed = 20;

/** Characters of a line that show whether its encoding is right. */
const longestLine = 60;

/** What the reading of a list left open: its sheet, its encoding, rows that are hidden, lines that are broken. */
export function ReadingChoices({
  store,
  state,
}: {
  readonly store: ImportStore;
  readonly state: TableState;
}): React.JSX.Element {
  const { texts, formats } = useKit();
  const { list } = state;
  const { rows, brokenLines, formulasWithoutResult } = list.table;
  const hidden = React.useMemo(() => rows.filter(({ isHidden }) => isHidden).length, [rows]);
  return (
    <>
      {list.kind === 'workbook' && list.sheets.length > 1 && (
        <Choice
          label={texts('Import_Sheet')}
          options={list.sheets.map((name) => ({ key: name, text: name }))}
          selectedKey={list.sheet}
          onChoose={(name) => void store.chooseSheet(name)}
        />
      )}
      {list.kind === 'text' && list.encodings.length > 0 && (
        <ChoiceGroup
          label={texts('Import_Encoding')}
          selectedKey={list.encoding}
          options={list.encodings.map(({ encoding, lines }) => ({
            key: encoding,
            text: `${encoding}: ${lines.map((line) => line.slice(0, longestLine)).join(' · ')}`,
          }))}
          onChange={(_, option) => void store.chooseEncoding((option?.key ?? list.encoding) as Encoding)}
        />
      )}
      {hidden > 0 && (
        <Notice kind="warning">
          {texts('Import_HiddenRows', formats.number(hidden))}
          <Checkbox
            checkmarkIconProps={iconOf('CheckMark')}
            label={texts('Import_WithHidden')}
            checked={state.withHidden}
            onChange={(_, checked) => store.takeHidden(checked ?? false)}
          />
        </Notice>
      )}
      {brokenLines.length > 0 && (
        <Notice kind="warning">
          {texts(
            'Import_BrokenQuotes',
            brokenLines.slice(0, mostNamed).map(formats.number).join(', ') +
              (brokenLines.length > mostNamed ? ', …' : ''),
          )}
        </Notice>
      )}
      {formulasWithoutResult > 0 && (
        <Notice kind="warning">{texts('Import_Formulas', formats.number(formulasWithoutResult))}</Notice>
      )}
    </>
  );
}
