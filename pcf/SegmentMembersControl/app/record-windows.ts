import { parseRecordId } from '../../../segments/record-id';
import type { RecordWindows } from '../people';

type Context = Pick<ComponentFramework.Context<unknown>, 'navigation' | 'utils'>;

/** The windows for records of the platform that the form runs on. */
export function recordWindowsOf({ navigation, utils }: Context): RecordWindows {
  return {
    openRecord(table, id) {
      void navigation.openForm({ entityName: table, entityId: id, openInNewWindow: true });
    },
    async pickRecords(table) {
      // Older hosts give nothing at all when the window was closed.
      const picked = (await utils.lookupObjects({
        allowMultiSelect: true,
        defaultEntityType: table,
        entityTypes: [table],
      })) as readonly ComponentFramework.LookupValue[] | undefined;
      return (picked ?? []).map(({ id }) => parseRecordId(id)).filter((id) => id !== undefined);
    },
    async columnLabels(table, columns) {
      const { Attributes } = await utils.getEntityMetadata(table, [...columns]);
      const labels = Attributes as unknown as {
        getByName?(name: string): { DisplayName?: string } | undefined;
      };
      return columns.map((column) => labels.getByName?.(column)?.DisplayName || column);
    },
  };
}
