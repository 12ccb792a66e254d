import type { RecordId } from '../../../segments/record-id';

/** Which members are selected. All 200,000 cost nothing: an inverted selection names those that are not. */
export interface Selection {
  readonly isInverted: boolean;
  readonly ids: ReadonlySet<RecordId>;
  /** Row from which a range extends. */
  readonly anchor: number;
  /** Row that has the keyboard. */
  readonly active: number;
}

export const nothingSelected: Selection = { isInverted: false, ids: new Set(), anchor: 0, active: 0 };

export type SelectionAction =
  /** Only this row. */
  | { readonly type: 'only'; readonly row: number }
  | { readonly type: 'toggle'; readonly row: number }
  /** Everything from the anchor to this row. */
  | { readonly type: 'extend'; readonly row: number }
  /** Moves the keyboard, selects nothing. */
  | { readonly type: 'move'; readonly row: number }
  | { readonly type: 'all' }
  | { readonly type: 'none' };

export function select(selection: Selection, action: SelectionAction, view: readonly RecordId[]): Selection {
  switch (action.type) {
    case 'only':
      return { ...onlyRows(view, action.row, action.row), anchor: action.row, active: action.row };
    case 'toggle':
      return { ...toggled(selection, view[action.row]), anchor: action.row, active: action.row };
    case 'extend':
      return {
        ...onlyRows(view, selection.anchor, action.row),
        anchor: selection.anchor,
        active: action.row,
      };
    case 'move':
      return { ...selection, anchor: action.row, active: action.row };
    case 'all':
      return { ...selection, isInverted: true, ids: new Set() };
    case 'none':
      return { ...selection, isInverted: false, ids: new Set() };
  }
}

export function isSelected({ isInverted, ids }: Selection, id: RecordId): boolean {
  return ids.has(id) !== isInverted;
}

export function selectedCount({ isInverted, ids }: Selection, view: readonly RecordId[]): number {
  return isInverted ? view.length - ids.size : ids.size;
}

export function selectedIds(selection: Selection, view: readonly RecordId[]): readonly RecordId[] {
  return view.filter((id) => isSelected(selection, id));
}

function onlyRows(
  view: readonly RecordId[],
  from: number,
  to: number,
): Pick<Selection, 'isInverted' | 'ids'> {
  const [first, last] = from <= to ? [from, to] : [to, from];
  return { isInverted: false, ids: new Set(view.slice(first, last + 1)) };
}

function toggled(selection: Selection, id: RecordId | undefined): Selection {
  if (id === undefined) return selection;
  const ids = new Set(selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ...selection, ids };
}
