import * as React from 'react';
import { useKit } from '../kit/kit';
import { partNames, toneOf, type CheckPart, type PartKey } from './check-parts';

interface CheckTabsProps {
  readonly parts: readonly CheckPart[];
  readonly shown: PartKey;
  readonly onShow: (key: PartKey) => void;
}

export const panelId = 'sgm-check-panel';

/** A bar of the parts, drawn to their size, above tabs with their counts. */
export function CheckTabs({ parts, shown, onShow }: CheckTabsProps): React.JSX.Element {
  const { texts, formats } = useKit();
  const list = React.useRef<HTMLDivElement>(null);
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const to = placeAfterKey(
      event,
      parts.findIndex(({ key }) => key === shown),
      parts.length,
    );
    const part = to === undefined ? undefined : parts[to];
    if (!part) return;
    event.preventDefault();
    onShow(part.key);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[to ?? 0]?.focus();
  };
  return (
    <>
      <div className="sgm-parts" aria-hidden="true">
        {parts.map(({ key, lines }) => (
          <span key={key} className={`sgm-part-${toneOf(key)}`} style={{ flexGrow: lines.length }} />
        ))}
      </div>
      <div
        ref={list}
        className="sgm-tabs"
        role="tablist"
        aria-label={texts('Step_Check')}
        onKeyDown={onKeyDown}
      >
        {parts.map(({ key, lines }) => (
          <button
            key={key}
            type="button"
            role="tab"
            className="sgm-tab"
            aria-selected={key === shown}
            aria-controls={panelId}
            tabIndex={key === shown ? 0 : -1}
            onClick={() => onShow(key)}
          >
            {texts(partNames[key])} <span className="sgm-count">{formats.number(lines.length)}</span>
          </button>
        ))}
      </div>
    </>
  );
}

function placeAfterKey(
  { key, currentTarget }: React.KeyboardEvent,
  place: number,
  count: number,
): number | undefined {
  const forwards = getComputedStyle(currentTarget).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  if (key === 'ArrowRight' || key === 'ArrowLeft')
    return (place + (key === forwards ? 1 : -1) + count) % count;
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : undefined;
}
