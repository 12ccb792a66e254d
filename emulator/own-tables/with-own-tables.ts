import type { ColumnDescription, TableDescription } from '../../segments';

/** Tables with those of one's own; one that is there already gets the columns and relationships that it lacks. */
export function withOwnTables(
  known: readonly TableDescription[],
  own: readonly TableDescription[],
): readonly TableDescription[] {
  const names = new Set(known.map(({ logicalName }) => logicalName));
  const additions = new Map(own.map((table) => [table.logicalName, table]));
  return [
    ...known.map((table) => extended(table, additions.get(table.logicalName))),
    ...own.filter(({ logicalName }) => !names.has(logicalName)),
  ];
}

function extended(table: TableDescription, addition: TableDescription | undefined): TableDescription {
  if (addition === undefined) return table;
  const present = new Set(table.columns.map(({ name }) => name));
  const isNew = ({ name }: Pick<ColumnDescription, 'name'>): boolean => !present.has(name);
  return {
    ...table,
    columns: [...table.columns, ...addition.columns.filter(isNew)],
    relationships: [
      ...(table.relationships ?? []),
      ...(addition.relationships ?? []).filter(({ column }) => isNew({ name: column })),
    ],
  };
}
