import * as React from 'react';
import type { RecordId } from '../../../segments/record-id';
import { Badge } from '../kit/Badge';
import { Initials } from '../kit/Persona';
import { shownName, type KnownPerson, type Person } from '../people';
import { useKit } from '../kit/kit';
import { rowHeight } from '../kit/row-window';
import type { SelectionAction } from './selection';

interface MemberRowProps {
  readonly id: RecordId;
  readonly index: number;
  readonly person: KnownPerson | undefined;
  /** The name is on its way; without that, and without a person, there is only the id to show. */
  readonly isAwaited: boolean;
  readonly columns: number;
  readonly isSelected: boolean;
  readonly isActive: boolean;
  readonly onAct: (action: SelectionAction, focusRow: number) => void;
  readonly onOpen: (id: RecordId) => void;
}

export const MemberRow = React.memo(function MemberRow(props: MemberRowProps): React.JSX.Element {
  const { id, index, person, isAwaited, columns, isSelected, isActive, onAct, onOpen } = props;

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
      style={{ top: index * rowHeight }}
      onClick={onClick}
      onDoubleClick={() => onOpen(id)}
    >
      <div role="gridcell" className="sgm-check-cell">
        <span className="sgm-tick" aria-hidden="true" />
      </div>
      {person === undefined && isAwaited ? (
        <div role="gridcell" className="sgm-cell sgm-name-cell">
          <span className="sgm-initials sgm-shimmer" />
          <span className="sgm-shimmer" />
          <span className="sgm-hidden">{id}</span>
        </div>
      ) : (
        <NameCell id={id} person={person} onOpen={onOpen} />
      )}
      {furtherCells(id, person, columns - 1).map((text, column) => (
        <div role="gridcell" key={column} className="sgm-cell" title={text}>
          <bdi>{text}</bdi>
          {column === 0 && typeof person === 'object' && <Obstacle person={person} />}
        </div>
      ))}
    </div>
  );
});

/** What keeps a person from being written to, where something does. */
function Obstacle({ person }: { readonly person: Person }): React.JSX.Element | null {
  const { texts } = useKit();
  if (!person.isInactive && !person.doNotEmail) return null;
  return <Badge tone="warn">{texts(person.isInactive ? 'Filter_inactive' : 'Filter_doNotEmail')}</Badge>;
}

interface NameCellProps {
  readonly id: RecordId;
  readonly person: KnownPerson | undefined;
  readonly onOpen: (id: RecordId) => void;
}

/** Initials and the name, which opens the details; the row's keyboard does so with Enter. */
function NameCell({ id, person, onOpen }: NameCellProps): React.JSX.Element {
  const { texts } = useKit();
  const known = typeof person === 'object' ? person.name.trim() : '';
  const shown = typeof person === 'object' ? shownName(person, texts('Members_NoName')) : id;
  const name = person === 'missing' ? texts('Members_Missing') : shown;
  return (
    <div role="gridcell" className="sgm-cell sgm-name-cell" title={name}>
      <Initials id={id} name={known} />
      <span
        className="sgm-link"
        onClick={(event) => {
          event.stopPropagation();
          onOpen(id);
        }}
      >
        <bdi>{name}</bdi>
      </span>
    </div>
  );
}

function furtherCells(id: RecordId, person: KnownPerson | undefined, columns: number): readonly string[] {
  if (person === undefined) return filled([], columns);
  return person === 'missing' ? filled([id], columns) : filled([person.email, ...person.more], columns);
}

function filled(texts: readonly string[], columns: number): readonly string[] {
  return Array.from({ length: columns }, (_, column) => texts[column] ?? '');
}
