import * as React from 'react';
import type { StaticGroup } from '../../../segments/static-groups';
import { ChangesNotice, OverlapsView } from '../insight';
import { DefaultButton } from '../kit/fluent';
import { useKit } from '../kit/kit';
import { NewGroup } from './NewGroup';
import { SeenThrough } from './SeenThrough';
import type { SegmentInsight } from './segment-insight';

interface ComparisonProps {
  readonly insight: SegmentInsight;
  readonly groups: readonly StaticGroup[];
  /** Undefined where the groups may not be changed. */
  readonly onMake: React.ComponentProps<typeof NewGroup>['onMake'] | undefined;
  readonly onClose: () => void;
}

/** The groups of the segment beside one another, and what publishing again would change. */
export function Comparison({ insight, groups, onMake, onClose }: ComparisonProps): React.JSX.Element {
  const { texts } = useKit();
  const heading = React.useRef<HTMLHeadingElement>(null);
  React.useEffect(() => heading.current?.focus(), []);
  return (
    <section className="sgm-comparison" aria-label={texts('Overlap_Title')}>
      <div className="sgm-pane-head">
        <h3 className="sgm-title" ref={heading} tabIndex={-1}>
          {texts('Overlap_Title')}
        </h3>
        <DefaultButton text={texts('Close')} onClick={onClose} />
      </div>
      <SeenThrough insight={insight} groups={groups}>
        {(seen) => (
          <>
            <ChangesNotice insight={seen} />
            <OverlapsView insight={seen} />
            {onMake && <NewGroup insight={seen} groups={groups} onMake={onMake} />}
          </>
        )}
      </SeenThrough>
    </section>
  );
}
