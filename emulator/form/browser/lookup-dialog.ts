import { memberTables, type MemberTable } from '../../../segments';
import type { XrmRecord, XrmWebApi } from '../xrm/xrm-web-api';
import type { PageTexts } from '../facts/page-texts';
import { showDialog } from './dialogs';
import { button, element } from './elements';

const rowsPerPage = 50;

/** `context.utils.lookupObjects`: a pane in which people search a table and pick rows. Cancelling resolves with none. */
export async function lookupObjects(
  options: ComponentFramework.UtilityApi.LookupOptions,
  webApi: XrmWebApi,
  texts: PageTexts,
): Promise<ComponentFramework.LookupValue[]> {
  const tables = options.entityTypes.map(pickableTable);
  const first = tables.find((table) => table.logicalName === options.defaultEntityType) ?? tables[0];
  if (first === undefined) throw new Error('lookupObjects needs entityTypes.');
  const title = texts('Look up records');
  const build = (close: (picked: ComponentFramework.LookupValue[]) => void): readonly Node[] => {
    const picker = new Picker(tables, first, options.allowMultiSelect === true, webApi, texts);
    return [
      element('h2', {}, title),
      ...picker.elements,
      element(
        'div',
        { class: 'host-dialog-buttons' },
        button(texts('Add'), () => close(picker.picked()), { class: 'primary' }),
        button(texts('Cancel'), () => close([])),
      ),
    ];
  };
  const picked = (await showDialog(title, build, 'host-dialog lookup-pane')) ?? [];
  rememberPicked(picked);
  return picked;
}

function pickableTable(logicalName: string): MemberTable {
  const table = memberTables.find((candidate) => candidate.logicalName === logicalName);
  if (!table) throw new Error(`The lookup dialog has no view of the table ${logicalName}.`);
  return table;
}

class Picker {
  readonly elements: readonly Node[];
  readonly #rows = element('ul', { class: 'lookup-rows' });
  readonly #search = element('input', { type: 'search' });
  readonly #heading = element('h3', {});
  readonly #picked = new Map<string, ComponentFramework.LookupValue>();
  #table: MemberTable;
  /** Answers of earlier searches that come late are dropped. */
  #latest = 0;

  constructor(
    tables: readonly MemberTable[],
    first: MemberTable,
    private readonly many: boolean,
    private readonly webApi: XrmWebApi,
    private readonly texts: PageTexts,
  ) {
    this.#table = first;
    this.#rows.setAttribute('aria-label', texts('Records'));
    this.#search.setAttribute('aria-label', texts('Search'));
    this.#search.placeholder = texts('Search');
    this.#search.addEventListener('input', () => void this.#show());
    const choice = element('select', { 'aria-label': texts('Table') });
    choice.append(
      ...tables.map((table) => new Option(this.#nameOf(table), table.logicalName, false, table === first)),
    );
    choice.addEventListener('change', () => {
      this.#table = pickableTable(choice.value);
      void this.#show();
    });
    this.elements = [
      element('div', { class: 'lookup-search' }, this.#search, choice),
      this.#heading,
      this.#rows,
    ];
    void this.#show();
  }

  picked(): ComponentFramework.LookupValue[] {
    return [...this.#picked.values()];
  }

  async #show(): Promise<void> {
    const search = ++this.#latest;
    const { logicalName, primaryId, nameColumn, emailColumn } = this.#table;
    const recent = this.#search.value.trim() === '' ? recentlyPicked(logicalName) : [];
    this.#heading.textContent = this.texts(recent.length > 0 ? 'Recently used' : 'Records');
    const text = encodeURIComponent(this.#search.value.trim().replace(/'/g, "''"));
    const filter = text
      ? `&$filter=contains(${nameColumn},'${text}') or contains(${emailColumn},'${text}')`
      : recent.length > 0
        ? `&$filter=${recent.map((id) => `${primaryId} eq ${id}`).join(' or ')}`
        : '';
    const query = `?$select=${nameColumn},${emailColumn}${filter}&$orderby=${nameColumn}&$top=${rowsPerPage}`;
    const { entities } = await this.webApi.retrieveMultipleRecords(logicalName, query);
    if (search === this.#latest) this.#rows.replaceChildren(...entities.map((row) => this.#row(row)));
  }

  /** As the site map calls the table. */
  #nameOf({ logicalName }: MemberTable): string {
    return this.texts(`${logicalName.charAt(0).toUpperCase()}${logicalName.slice(1)}s`);
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

const mostRecent = 5;
const recentKey = (table: string): string => `recently-picked-${table}`;

/** Ids of the rows of a table that were picked last in this browser tab. */
function recentlyPicked(table: string): readonly string[] {
  const kept = window.sessionStorage.getItem(recentKey(table)) ?? '';
  return kept.split(' ').filter((id) => /^[0-9a-f-]{36}$/.test(id));
}

function rememberPicked(picked: readonly ComponentFramework.LookupValue[]): void {
  for (const { id, entityType } of picked) {
    const bare = id.replace(/[{}]/g, '').toLowerCase();
    const ids = [bare, ...recentlyPicked(entityType).filter((other) => other !== bare)];
    window.sessionStorage.setItem(recentKey(entityType), ids.slice(0, mostRecent).join(' '));
  }
}
