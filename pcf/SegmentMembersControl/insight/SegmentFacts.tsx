import * as React from 'react';
import { useKit } from '../kit/kit';
import { ChangesNotice } from './ChangesNotice';
import type { Insight } from './insight-store';

interface SegmentFactsProps {
  readonly insight: Insight;
  /** As the user's settings write it; empty before the first evaluation. */
  readonly evaluatedOn: string;
}

/** What the members of the whole segment come from, and what has changed since. */
export function SegmentFacts({ insight, evaluatedOn }: SegmentFactsProps): React.JSX.Element {
  const { texts, formats } = useKit();
  const { evaluation, hasQuery, groups } = insight;
  const madeBy = hasQuery ? (groups.length > 0 ? 'both' : 'query') : 'groups';
  return (
    <>
      <p>
        {evaluatedOn === '' ? texts('All_Draft') : texts('All_Evaluated', evaluatedOn)}{' '}
        {texts(`AllBy_${madeBy}`)}
      </p>
      {evaluation.kind === 'some' && <p>{texts('All_Some', formats.number(evaluation.total))}</p>}
      <ChangesNotice insight={insight} />
    </>
  );
}
