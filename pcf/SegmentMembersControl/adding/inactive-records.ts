import type { RecordId } from '../../../segments/record-id';
import type { MemberTable } from '../../../segments/member-tables';
import { idOrNone } from '../dataverse/columns';
import type { Dataverse } from '../dataverse/dataverse';
import { inFilter, literal, piecesForQueries } from '../dataverse/filters';
import { readAll } from '../dataverse/patient';
import { activeState } from './match-values';

/** Those among records that were deactivated, on their own or when they were merged. Throws Cancelled. */
export async function readInactive(
  dataverse: Dataverse,
  table: MemberTable,
  ids: readonly RecordId[],
  signal: AbortSignal,
): Promise<ReadonlySet<RecordId>> {
  const query = `?$select=${table.primaryId}&$filter=statecode ne ${activeState} and `;
  const key = idOrNone(table.primaryId);
  const inactive = new Set<RecordId>();
  await readAll({
    next: piecesForQueries<RecordId>(ids, query.length + inFilter(table.primaryId, []).length),
    async read(piece) {
      let next: string | undefined = query + inFilter(table.primaryId, piece.map(literal));
      while (next !== undefined) {
        const page = await dataverse.list(table.logicalName, next, 5000);
        for (const row of page.rows) {
          const id = key.read(row);
          if (id !== undefined) inactive.add(id);
        }
        next = page.next;
      }
    },
    signal,
  });
  return inactive;
}
