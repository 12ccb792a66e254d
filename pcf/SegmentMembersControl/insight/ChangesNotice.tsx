import * as React from 'react';
import { useKit } from '../kit/kit';
import { Notice } from '../kit/Notice';
import type { Insight } from './insight-store';

/** What publishing again would change; nothing where it would change nothing that the groups know of. */
export function ChangesNotice({ insight }: { readonly insight: Insight }): React.JSX.Element | null {
  const { texts, formats } = useKit();
  const { changes } = insight;
  if (!changes || changes.joining + changes.excludedSince === 0) return null;
  return (
    <Notice kind="info">
      {changes.joining > 0 && <p>{texts('Changes_Joining', formats.number(changes.joining))}</p>}
      {changes.excludedSince > 0 && <p>{texts('Changes_Leaving', formats.number(changes.excludedSince))}</p>}
    </Notice>
  );
}
