import type { RecordId } from '../../../../segments/record-id';
import { createSlices } from '../../bulk/slices';
import { createStore, type WritableStore } from '../../kit/store';
import { notArranged, type Arranging } from './arrange';

/** How a group is looked at; kept while the record is open. */
export interface GroupLook {
  readonly choice: WritableStore<Arranging>;
  /** Members that came in while the record was open. */
  readonly added: ReadonlySet<RecordId>;
  /** Widths of the columns to one another, the same for all groups; empty until somebody has changed them. */
  readonly widths: WritableStore<readonly number[]>;
}

export interface Looks {
  of(groupId: RecordId): GroupLook;
  added(groupId: RecordId, ids: readonly RecordId[]): void;
  /** Other columns are shown: widths and orders by those of before are void. */
  columnsChanged(): void;
}

export function createLooks(): Looks {
  const looks = new Map<RecordId, GroupLook & { readonly added: Set<RecordId> }>();
  const widths = createStore<readonly number[]>([]);
  const of = (groupId: RecordId): GroupLook & { readonly added: Set<RecordId> } => {
    const look = looks.get(groupId) ?? { choice: createStore(notArranged), added: new Set(), widths };
    looks.set(groupId, look);
    return look;
  };
  return {
    of,
    added(groupId, ids) {
      const { added } = of(groupId);
      void createSlices().each(ids, (id) => added.add(id));
    },
    columnsChanged() {
      widths.set([]);
      looks.forEach(({ choice }) => {
        if ((choice.get().sortBy ?? 0) > 1) choice.update({ sortBy: undefined });
      });
    },
  };
}
