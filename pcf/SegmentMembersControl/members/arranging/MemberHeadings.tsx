import * as React from 'react';
import { Symbol } from '../../kit/icons';
import { useKit } from '../../kit/kit';
import { useStore } from '../../kit/store';
import type { GroupLook } from './looks';
import { widened } from './widths';

interface MemberHeadingsProps {
  readonly headings: readonly string[];
  readonly look: GroupLook;
}

/** Pixels by which a key changes a width. */
const keyStep = 24;

/** The headings of the columns: each sorts, and has an edge to change its width by. */
export function MemberHeadings({ headings, look }: MemberHeadingsProps): React.JSX.Element {
  const { texts } = useKit();
  const { sortBy, isDescending } = useStore(look.choice);
  const sort = (column: number): void => {
    if (column !== sortBy) look.choice.update({ sortBy: column, isDescending: false });
    else look.choice.update({ sortBy: isDescending ? undefined : column, isDescending: !isDescending });
  };
  const widen = (at: Element, column: number, by: number, from = widthsOf(at)): void => {
    const isMirrored = getComputedStyle(at).direction === 'rtl';
    look.widths.set(widened(from, column, isMirrored ? -by : by));
  };
  const drag = (event: React.PointerEvent, column: number): void => {
    const edge = event.currentTarget as HTMLElement;
    const [start, from] = [event.clientX, widthsOf(edge)];
    edge.setPointerCapture(event.pointerId);
    edge.onpointermove = ({ clientX }) => widen(edge, column, clientX - start, from);
    edge.onlostpointercapture = () => (edge.onpointermove = null);
  };
  return (
    <>
      {headings.map((heading, column) => {
        const isSorted = column === sortBy;
        return (
          <div
            role="columnheader"
            key={column}
            className="sgm-heading"
            aria-sort={isSorted ? (isDescending ? 'descending' : 'ascending') : 'none'}
          >
            <button
              type="button"
              className="sgm-sort"
              aria-keyshortcuts="Shift+ArrowLeft Shift+ArrowRight"
              title={`${heading}\n${texts('Members_HeadingHint')}`}
              onClick={() => sort(column)}
              onKeyDown={(event) => {
                const by = { ArrowLeft: -keyStep, ArrowRight: keyStep }[event.key];
                if (event.shiftKey && by) widen(event.currentTarget, column, by);
              }}
            >
              <span>{heading}</span>
              {isSorted && (
                <span className={isDescending ? 'sgm-descending' : undefined}>
                  <Symbol name="SortUp" />
                </span>
              )}
            </button>
            {column < headings.length - 1 && (
              <span
                className="sgm-edge"
                onPointerDown={(event) => drag(event, column)}
                onDoubleClick={() => look.widths.set([])}
              />
            )}
          </div>
        );
      })}
    </>
  );
}

/** The widths of all headings as they are drawn. */
function widthsOf(inside: Element): readonly number[] {
  const all = inside.closest('[role=row]')?.querySelectorAll<HTMLElement>('.sgm-heading') ?? [];
  return [...all].map(({ offsetWidth }) => offsetWidth);
}
