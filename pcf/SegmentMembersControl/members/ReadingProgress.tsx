import * as React from 'react';
import { DefaultButton, ProgressIndicator } from '../kit/fluent';
import { useKit } from '../kit/kit';

interface ReadingProgressProps {
  readonly label: string;
  readonly done: number;
  readonly total: number;
  readonly onCancel: () => void;
}

/** Something is being read that takes a while and can be cancelled. */
export function ReadingProgress({ label, done, total, onCancel }: ReadingProgressProps): React.JSX.Element {
  const { texts, formats } = useKit();
  const numbers = texts('Change_Numbers', formats.number(done), formats.number(total));
  return (
    <div className="sgm-progress">
      <ProgressIndicator
        label={label}
        description={numbers}
        ariaValueText={numbers}
        percentComplete={total === 0 ? 0 : done / total}
      />
      <DefaultButton text={texts('Cancel')} onClick={onCancel} />
    </div>
  );
}
