import * as React from 'react';
import { useShell } from '../shell/shell';
import type { Segment } from './segment';

/** State and size of the segment that the groups belong to. */
export function SegmentBar({ segment }: { segment: Segment }): JSX.Element {
  const { texts, formats } = useShell();
  return (
    <div className="sgm-segment" role="group" aria-label={texts('Segment_Title')}>
      <span className="sgm-badge">{segment.statusLabel}</span>
      <span>
        {segment.memberCount === undefined
          ? texts('Segment_NotEvaluated')
          : texts('Segment_Members', formats.number(segment.memberCount))}
      </span>
      {segment.evaluatedOn && (
        <span className="sgm-quiet">
          {texts('Segment_EvaluatedOn', formats.dateTime(segment.evaluatedOn))}
        </span>
      )}
    </div>
  );
}
