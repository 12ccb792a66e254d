import * as React from 'react';
import { Checkbox, ChoiceGroup, DefaultButton, PrimaryButton } from '../kit/fluent';
import { iconOf } from '../kit/icons';
import { useKit } from '../kit/kit';

/** Whom an export takes. */
export type ExportScope = 'all' | 'found' | 'selected';

const scopeTexts = { all: 'Export_All', found: 'Export_Found', selected: 'Export_Selected' } as const;

interface ExportPanelProps {
  /** Whom to choose among, with how many they are; the first is the default. */
  readonly scopes: readonly (readonly [scope: ExportScope, count: number])[];
  /** Headings of all columns that can be exported, the record id first. */
  readonly headings: readonly string[];
  /** Called with the places of the chosen columns. */
  readonly onExport: (scope: ExportScope, columns: readonly number[]) => void;
  readonly onClose: () => void;
}

/** Chooses the people and the columns of an export. */
export function ExportPanel({ scopes, headings, onExport, onClose }: ExportPanelProps): React.JSX.Element {
  const { texts, formats } = useKit();
  const [chosen, setChosen] = React.useState<ExportScope>();
  const scope = chosen ?? scopes[0]?.[0] ?? 'all';
  const [left, setLeft] = React.useState<readonly number[]>([]);
  const columns = headings.map((_, column) => column).filter((column) => !left.includes(column));
  return (
    <fieldset className="sgm-export">
      <legend>{texts('Export_Columns')}</legend>
      {scopes.length > 1 && (
        <ChoiceGroup
          label={texts('Export_Who')}
          selectedKey={scope}
          options={scopes.map(([key, count]) => ({
            key,
            text: texts(scopeTexts[key], formats.number(count)),
          }))}
          onChange={(_, option) => setChosen(option?.key as ExportScope | undefined)}
        />
      )}
      <div className="sgm-buttons">
        {headings.map((heading, column) => (
          <Checkbox
            key={column}
            label={heading}
            checkmarkIconProps={iconOf('CheckMark')}
            checked={!left.includes(column)}
            onChange={(_, isChecked) =>
              setLeft(isChecked ? left.filter((each) => each !== column) : [...left, column])
            }
          />
        ))}
      </div>
      <div className="sgm-buttons">
        <PrimaryButton
          text={texts('Members_Export')}
          disabled={columns.length === 0}
          onClick={() => onExport(scope, columns)}
        />
        <DefaultButton text={texts('Cancel')} onClick={onClose} />
      </div>
    </fieldset>
  );
}
