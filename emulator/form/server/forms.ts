import { memberTables, type ColumnDescription } from '../../../segments';
import type { Table, Tables } from '../../store';
import type { FormColumn, FormFacts } from '../facts/page-facts';

interface FormLayout {
  readonly title: string;
  readonly columns: readonly string[];
  /** On the segment the groups are another row's column, so any text column can carry the control. */
  readonly controlColumn: string;
}

const layouts: Readonly<Record<string, FormLayout>> = {
  msdynmkt_segmentdefinition: {
    title: 'msdynmkt_name',
    columns: ['msdynmkt_name', 'statuscode', 'msdynmkt_segmentquery', 'modifiedon'],
    controlColumn: 'msdynmkt_staticlistmembers',
  },
  msdynmkt_segment: {
    title: 'msdynmkt_displayname',
    columns: ['msdynmkt_displayname', 'statuscode', 'msdynmkt_baseentitylogicalname', 'modifiedon'],
    controlColumn: 'msdynmkt_sourcesegmentuid',
  },
};

/** Tables that have a form with the control on it. */
export const tablesWithForm: readonly string[] = Object.keys(layouts);

/** Tables whose records are people, with a form that only shows them. */
const tablesOfPeople: readonly string[] = memberTables.map(({ logicalName }) => logicalName);

export const isPerson = (logicalName: string): boolean => tablesOfPeople.includes(logicalName);
export const hasForm = (logicalName: string): boolean =>
  tablesWithForm.includes(logicalName) || isPerson(logicalName);

/** The form of a table, undefined when it has none. */
export function formOf(logicalName: string, tables: Tables): FormFacts | undefined {
  const layout = Object.hasOwn(layouts, logicalName) ? layouts[logicalName] : undefined;
  const table = tables.find(logicalName);
  if (!layout || !table) return undefined;
  return {
    table: logicalName,
    tableLabel: table.description.label,
    primaryId: table.primaryId,
    primaryName: table.primaryName,
    titleColumn: layout.title,
    columns: layout.columns.map((name) => formColumn(table, name)),
    controlColumn: formColumn(table, layout.controlColumn),
    controlLabel: 'Static members',
  };
}

function formColumn(table: Table, name: string): FormColumn {
  const column = table.columns.get(name);
  if (!column) throw new Error(`The form of ${table.logicalName} shows ${name}, which the table has not.`);
  return { name, label: column.label, type: column.type, ...detailsOf(column) };
}

function detailsOf(column: ColumnDescription): Partial<FormColumn> {
  if (column.type === 'string' || column.type === 'memo') return { maxLength: column.maxLength };
  if (column.type === 'picklist' || column.type === 'state' || column.type === 'status') {
    return { options: column.options };
  }
  return {};
}
