import * as React from 'react';
import { useKit } from './kit';
import type { TextKey } from './text-keys';

interface CountsProps {
  readonly counts: readonly (readonly [name: TextKey, count: number])[];
  /** What stands for the {0} of a name. */
  readonly of: string;
}

/** How many there are of each, one line a name. */
export function Counts({ counts, of }: CountsProps): React.JSX.Element {
  const { texts, formats } = useKit();
  return (
    <dl className="sgm-numbers">
      {counts.map(([key, count]) => (
        <React.Fragment key={key}>
          <dt>{texts(key, of)}</dt>
          <dd>{formats.number(count)}</dd>
        </React.Fragment>
      ))}
    </dl>
  );
}
