import { memberTables, type MemberTable } from '../../../segments';
import type { XrmRecord, XrmWebApi } from '../xrm/xrm-web-api';
import { showDialog } from './dialogs';
import { button, element } from './elements';

const rowsPerPage = 50;

/** `context.utils.lookupObjects`: people search a table and pick rows. Cancelling resolves with none. */
export async function lookupObjects(
  options: ComponentFramework.UtilityApi.LookupOptions,
  webApi: XrmWebApi,
): Promise<ComponentFramework.LookupValue[]> {
  const tables = options.entityTypes.map(pickableTable);
  const first = tables.find((table) => table.logicalName === options.defaultEntityType) ?? tables[0];
  if (first === undefined) throw new Error('lookupObjects needs entityTypes.');
  const picked = await showDialog<ComponentFramework.LookupValue[]>('Look up records', (close) => {
    const picker = new Picker(tables, first, options.allowMultiSelect === true, webApi);
    return [
      element('h2', {}, 'Look up records'),
      ...picker.elements,
      element(
        'div',
        { class: 'host-dialog-buttons' },
        button('Add', () => close(picker.picked()), { class: 'primary' }),
        button('Cancel', () => close([])),
      ),
    ];
  });
  return picked ?? [];
}

function pickableTable(logicalName: string): MemberTable {
  const table = memberTables.find((candidate) => candidate.logicalName === logicalName);
  if (!table) throw new Error(`The lookup dialog has no view of the table ${logicalName}.`);
  return table;
}

class Picker {
  readonly elements: readonly Node[];
  readonly #rows = element('ul', { class: 'lookup-rows', 'aria-label': 'Records' });
  readonly #search = element('input', { type: 'search', 'aria-label': 'Search', placeholder: 'Search' });
  readonly #picked = new Map<string, ComponentFramework.LookupValue>();
  #table: MemberTable;
  /** Answers of earlier searches that come late are dropped. */
  #latest = 0;

  constructor(
    tables: readonly MemberTable[],
    first: MemberTable,
    private readonly many: boolean,
    private readonly webApi: XrmWebApi,
  ) {
    this.#table = first;
    this.#search.addEventListener('input', () => void this.#show());
    const choice = element('select', { 'aria-label': 'Table' });
    choice.append(
      ...tables.map((table) => new Option(table.logicalName, table.logicalName, false, table === first)),
    );
    choice.addEventListener('change', () => {
      this.#table = pickableTable(choice.value);
      void this.#show();
    });
    this.elements = [element('div', { class: 'lookup-search' }, this.#search, choice), this.#rows];
    void this.#show();
  }

  picked(): ComponentFramework.LookupValue[] {
    return [...this.#picked.values()];
  }

  async #show(): Promise<void> {
    const search = ++this.#latest;
    const { logicalName, nameColumn, emailColumn } = this.#table;
    const text = encodeURIComponent(this.#search.value.trim().replace(/'/g, "''"));
    const filter = text
      ? `&$filter=contains(${nameColumn},'${text}') or contains(${emailColumn},'${text}')`
      : '';
    const query = `?$select=${nameColumn},${emailColumn}${filter}&$orderby=${nameColumn}&$top=${rowsPerPage}`;
    const { entities } = await this.webApi.retrieveMultipleRecords(logicalName, query);
    if (search === this.#latest) this.#rows.replaceChildren(...entities.map((row) => this.#row(row)));
  }

  #row(row: XrmRecord): HTMLElement {
    const table = this.#table;
    const id = textIn(row, table.primaryId);
    const name = textIn(row, table.nameColumn) || '---';
    const mark = element('input', { type: this.many ? 'checkbox' : 'radio', name: 'lookup-row' });
    mark.checked = this.#picked.has(id);
    mark.addEventListener('change', () => {
      if (!this.many) this.#picked.clear();
      if (!mark.checked) this.#picked.delete(id);
      // Apps give ids of picked rows in upper case and braces.
      else this.#picked.set(id, { id: `{${id.toUpperCase()}}`, name, entityType: table.logicalName });
    });
    const email = textIn(row, table.emailColumn);
    return element(
      'li',
      {},
      element('label', {}, mark, element('span', {}, name), element('small', {}, email)),
    );
  }
}

function textIn(row: XrmRecord, column: string): string {
  const value = row[column];
  return typeof value === 'string' ? value : '';
}
