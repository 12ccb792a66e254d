import * as React from 'react';
import type { RecordId } from '../../../segments/record-id';
import type { KnownPerson } from '../people';
import { useKit } from '../kit/kit';
import { columnsStyle } from './columns-style';
import { rowHeight } from './row-window';
import type { SelectionAction } from './selection';

interface MemberRowProps {
  readonly id: RecordId;
  readonly index: number;
  readonly person: KnownPerson | undefined;
  readonly columns: number;
  readonly isSelected: boolean;
  readonly isActive: boolean;
  readonly onAct: (action: SelectionAction, focusRow: number) => void;
  readonly onOpen: (id: RecordId) => void;
}

export const MemberRow = React.memo(function MemberRow(props: MemberRowProps): React.JSX.Element {
  const { id, index, person, columns, isSelected, isActive, onAct, onOpen } = props;
  const { texts } = useKit();

  const onClick = (event: React.MouseEvent): void => {
    const isOnCheck = (event.target as HTMLElement).closest('.sgm-check-cell') !== null;
    if (event.shiftKey) onAct({ type: 'extend', row: index }, index);
    else if (event.ctrlKey || event.metaKey || isOnCheck) onAct({ type: 'toggle', row: index }, index);
    else onAct({ type: 'only', row: index }, index);
  };

  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      tabIndex={isActive ? 0 : -1}
      className={isSelected ? 'sgm-row sgm-member sgm-selected' : 'sgm-row sgm-member'}
      style={{ ...columnsStyle(columns), top: index * rowHeight }}
      onClick={onClick}
      onDoubleClick={() => onOpen(id)}
    >
      <div role="gridcell" className="sgm-check-cell">
        <span className="sgm-tick" aria-hidden="true">
          {isSelected ? '✓' : ''}
        </span>
      </div>
      {cellsOf(id, person, columns, texts('Members_Missing')).map((text, column) => (
        <div role="gridcell" key={column} className="sgm-cell" title={text}>
          <bdi>{text}</bdi>
        </div>
      ))}
    </div>
  );
});

function cellsOf(
  id: RecordId,
  person: KnownPerson | undefined,
  columns: number,
  missing: string,
): readonly string[] {
  if (person === undefined) return filled([id], columns);
  if (person === 'missing') return filled([missing, id], columns);
  return filled([person.name.trim() || id, person.email, ...person.more], columns);
}

function filled(texts: readonly string[], columns: number): readonly string[] {
  return Array.from({ length: columns }, (_, column) => texts[column] ?? '');
}
