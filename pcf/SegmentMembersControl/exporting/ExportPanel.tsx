import * as React from 'react';
import { Checkbox, DefaultButton, PrimaryButton } from '../kit/fluent';
import { iconOf } from '../kit/icons';
import { useKit } from '../kit/kit';

interface ExportPanelProps {
  /** Headings of all columns that can be exported, the record id first. */
  readonly headings: readonly string[];
  /** Called with the places of the chosen columns. */
  readonly onExport: (columns: readonly number[]) => void;
  readonly onClose: () => void;
}

/** Chooses the columns of an export. */
export function ExportPanel({ headings, onExport, onClose }: ExportPanelProps): React.JSX.Element {
  const { texts } = useKit();
  const [left, setLeft] = React.useState<readonly number[]>([]);
  const columns = headings.map((_, column) => column).filter((column) => !left.includes(column));
  return (
    <fieldset className="sgm-export">
      <legend>{texts('Export_Columns')}</legend>
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
          onClick={() => onExport(columns)}
        />
        <DefaultButton text={texts('Cancel')} onClick={onClose} />
      </div>
    </fieldset>
  );
}
