import type { XrmRecord } from '../xrm/xrm-web-api';

interface Label {
  readonly UserLocalizedLabel?: { readonly Label?: string } | null;
}

interface DefinedAttribute extends XrmRecord {
  readonly LogicalName: string;
  readonly DisplayName?: Label;
}

/** Reads a path below `/api/data/v9.2/` as JSON. */
export type ReadMetadata = (path: string) => Promise<XrmRecord>;

/**
 * `context.utils.getEntityMetadata`: the table's definition with the asked columns, each found by name.
 * Source: "getEntityMetadata (Client API reference)".
 */
export async function entityMetadata(
  table: string,
  columns: readonly string[],
  read: ReadMetadata,
): Promise<ComponentFramework.PropertyHelper.EntityMetadata> {
  const key = `EntityDefinitions(LogicalName='${encodeURIComponent(table)}')`;
  const definition = await read(`${key}?$expand=Attributes`);
  const all = (definition['Attributes'] as readonly DefinedAttribute[] | undefined) ?? [];
  const asked = new Map(
    all
      .filter((attribute) => columns.includes(attribute.LogicalName))
      .map((attribute) => [
        attribute.LogicalName,
        { ...attribute, DisplayName: labelOf(attribute.DisplayName) },
      ]),
  );
  return {
    ...definition,
    DisplayName: labelOf(definition['DisplayName'] as Label | undefined),
    DisplayCollectionName: labelOf(definition['DisplayCollectionName'] as Label | undefined),
    Attributes: {
      get: (name?: string) => (name === undefined ? [...asked.values()] : asked.get(name)),
      getAll: () => [...asked.values()],
      getByName: (name: string) => asked.get(name),
      getLength: () => asked.size,
    },
  };
}

function labelOf(label: Label | undefined): string {
  return label?.UserLocalizedLabel?.Label ?? '';
}
