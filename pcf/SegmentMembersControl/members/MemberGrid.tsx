import * as React from 'react';
import type { RecordId } from '../../../segments/record-id';
import { useKit } from '../kit/kit';
import { useStore } from '../kit/store';
import type { PeopleCache } from '../people';
import type { GroupLook } from './arranging/looks';
import { MemberHeadings } from './arranging/MemberHeadings';
import { columnsStyle } from './columns-style';
import { MemberRow } from './MemberRow';
import { useNamesOfVisibleRows } from './visible-names';
import { rowAfterKey, rowHeight, scrollToShow, windowAt } from '../kit/row-window';
import { isSelected, selectedCount, type Selection, type SelectionAction } from './selection';

interface MemberGridProps {
  readonly ids: readonly RecordId[];
  /** Headings of the columns: name, e-mail, further ones. */
  readonly headings: readonly string[];
  readonly people: PeopleCache;
  readonly look: GroupLook;
  readonly selection: Selection;
  readonly onSelect: (action: SelectionAction) => void;
  readonly onOpen: (id: RecordId) => void;
  readonly onCopy: () => void;
  readonly label: string;
}

/** All members of a list, of which only those near the view are in the page. */
export function MemberGrid(props: MemberGridProps): React.JSX.Element {
  const { ids, headings, people, look, selection, onSelect, onOpen, label } = props;
  const { texts } = useKit();
  const body = React.useRef<HTMLDivElement>(null);
  const [scrollTop, setScrollTop] = React.useState(0);
  const [viewHeight, setViewHeight] = React.useState(12 * rowHeight);
  useStore(people.version);
  const widths = useStore(look.widths);
  const { sortBy, isDescending } = useStore(look.choice);

  const rows = windowAt(scrollTop, viewHeight, ids.length);
  const active = Math.min(selection.active, Math.max(0, ids.length - 1));
  useNamesOfVisibleRows(people, ids, scrollTop, viewHeight);

  React.useLayoutEffect(() => {
    if (body.current && body.current.clientHeight > 0) setViewHeight(body.current.clientHeight);
  }, []);

  // Another order begins at its first.
  React.useLayoutEffect(() => {
    if (body.current) body.current.scrollTop = 0;
  }, [sortBy, isDescending]);

  const shouldFocus = React.useRef(false);
  const act = React.useCallback(
    (action: SelectionAction, focusRow: number): void => {
      onSelect(action);
      const element = body.current;
      if (!element) return;
      element.scrollTop = scrollToShow(focusRow, element.scrollTop, element.clientHeight);
      setScrollTop(element.scrollTop);
      shouldFocus.current = true;
    },
    [onSelect],
  );

  React.useLayoutEffect(() => {
    if (!shouldFocus.current) return;
    shouldFocus.current = false;
    body.current?.querySelector<HTMLElement>('[role=row][tabindex="0"]')?.focus({ preventScroll: true });
  });

  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (ids.length === 0) return;
    const to = rowAfterKey(event.key, active, ids.length, viewHeight);
    const id = ids[active];
    if (to !== undefined) act({ type: event.shiftKey ? 'extend' : 'move', row: to }, to);
    else if (event.key === ' ') act({ type: event.shiftKey ? 'extend' : 'toggle', row: active }, active);
    else if (event.key === 'Enter' && id !== undefined) onOpen(id);
    else if (event.key === 'Escape' && selectedCount(selection, ids) > 0) onSelect({ type: 'none' });
    else if (isShortcut(event, 'a')) onSelect({ type: 'all' });
    else if (isShortcut(event, 'c')) props.onCopy();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const indexes = rowsToDraw(rows.first, rows.end, active, ids.length);
  const count = selectedCount(selection, ids);
  const allSelected = ids.length > 0 && count === ids.length;
  return (
    <div
      role="grid"
      className="sgm-grid"
      aria-label={label}
      aria-rowcount={ids.length + 1}
      aria-colcount={headings.length + 1}
      aria-multiselectable="true"
      style={columnsStyle(headings.length, widths)}
    >
      <div role="rowgroup">
        <div role="row" aria-rowindex={1} className="sgm-row sgm-headings">
          <div role="columnheader" className="sgm-check-cell">
            <input
              type="checkbox"
              className="sgm-check"
              ref={(box) => {
                if (box) box.indeterminate = count > 0 && !allSelected;
              }}
              aria-label={texts('Members_SelectAll')}
              checked={allSelected}
              onChange={() => onSelect({ type: allSelected ? 'none' : 'all' })}
            />
          </div>
          <MemberHeadings headings={headings} look={look} />
        </div>
      </div>
      <div
        role="rowgroup"
        className="sgm-rows"
        ref={body}
        onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
        onKeyDown={onKeyDown}
      >
        <div role="presentation" style={{ height: ids.length * rowHeight, position: 'relative' }}>
          {indexes.map((index) => {
            const id = ids[index];
            return id === undefined ? null : (
              <MemberRow
                key={id}
                id={id}
                index={index}
                person={people.get(id)}
                isAwaited={!people.isOutOfReach()}
                columns={headings.length}
                isSelected={isSelected(selection, id)}
                isActive={index === active}
                onAct={act}
                onOpen={onOpen}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function isShortcut(event: React.KeyboardEvent, key: string): boolean {
  return (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === key;
}

/** The row with the keyboard stays in the page when it is scrolled out of view, else the focus would be lost. */
function rowsToDraw(first: number, end: number, active: number, rowCount: number): readonly number[] {
  const indexes = Array.from({ length: end - first }, (_, offset) => first + offset);
  if (active >= first && active < end) return indexes;
  return active < rowCount ? [...indexes, active] : indexes;
}
