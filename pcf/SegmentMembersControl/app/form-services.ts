import { parseRecordId } from '../../../segments/record-id';
import type { FormServices } from './shell';

type Context = Pick<ComponentFramework.Context<unknown>, 'navigation' | 'utils'>;

/** The platform's windows as the components use them. */
export function formServicesOf({ navigation, utils }: Context): FormServices {
  return {
    openRecord(table, id) {
      void navigation.openForm({ entityName: table, entityId: id, openInNewWindow: true });
    },
    async pickRecords(table) {
      const picked = await utils.lookupObjects({
        allowMultiSelect: true,
        defaultEntityType: table,
        entityTypes: [table],
      });
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
