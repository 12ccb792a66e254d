import * as React from 'react';
import { useKit } from './kit';
import type { TextKey } from './text-keys';

interface CountsProps {
  readonly counts: readonly (readonly [name: TextKey, count: number])[];
}

/** How many there are of each, one line a name. */
export function Counts({ counts }: CountsProps): React.JSX.Element {
  const { texts, formats } = useKit();
  return (
    <dl className="sgm-numbers">
      {counts.map(([key, count]) => (
        <React.Fragment key={key}>
          <dt>{texts(key)}</dt>
          <dd>{formats.number(count)}</dd>
        </React.Fragment>
      ))}
    </dl>
  );
}
