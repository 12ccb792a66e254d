import { escapeHtml } from '../../../markup/escape';
import { column, equals, where, type Condition, type Row, type Store, type Table } from '../../store';
import { PageAddressError, type QueryString } from '../facts/page-settings';
import { addressOfList, addressOfRecord, appShell } from './app-shell';
import { textOf } from './column-text';
import { hasForm, tablesWithForm } from './forms';
import { listedTables, listOf } from './lists';

const rowsPerPage = 50;

const views = { active: 'Active', inactive: 'Inactive', all: 'All' } as const;
type View = keyof typeof views;

interface ListRequest {
  readonly table: Table;
  readonly columns: readonly [string, ...string[]];
  readonly view: View;
  readonly search: string;
  /** From 1. */
  readonly page: number;
}

/** The list of a table's records, with its views, a search by name and pages. @throws PageAddressError. */
export function listPage(store: Store, query: QueryString): string {
  const request = readRequest(store, query);
  const { table, columns, page } = request;
  const conditions = where(conditionsOf(request));
  const count = store.count({ table: table.logicalName, select: [], ...conditions });
  const rows = store.select({
    table: table.logicalName,
    select: [table.primaryId, ...columns].map((name) => ({ as: name, value: column(name) })),
    ...conditions,
    orderBy: [{ by: column(columns[0]) }, { by: column(table.primaryId) }],
    limit: rowsPerPage,
    offset: (page - 1) * rowsPerPage,
  });
  const title = `${views[request.view]} ${table.description.collectionLabel}`;
  const body = `<main class="list">
<div class="commands" role="toolbar" aria-label="Commands">${commands(request)}</div>
<h1>${escapeHtml(title)}</h1>
${filters(request)}
${rowsTable(request, rows)}
${pager(request, count)}
</main>`;
  return appShell({ title, table: table.logicalName, body }, store.tables);
}

function readRequest(store: Store, query: QueryString): ListRequest {
  const name = query['etn'] ?? '';
  const layout = listOf(name);
  const table = layout && store.tables.find(name);
  if (!layout || !table) {
    throw new PageAddressError(`etn has to be ${listedTables.join(', ')}; it is '${name}'.`);
  }
  const view = query['view'] ?? 'active';
  if (!isView(view)) {
    throw new PageAddressError(`view can be ${Object.keys(views).join(', ')}; it is '${view}'.`);
  }
  const page = query['page'] ?? '1';
  if (!/^[1-9]\d{0,5}$/.test(page)) throw new PageAddressError(`page has to be a number; it is '${page}'.`);
  return { table, columns: layout.columns, view, search: query['search']?.trim() ?? '', page: Number(page) };
}

const isView = (text: string): text is View => Object.hasOwn(views, text);

function conditionsOf({ view, search, columns }: ListRequest): readonly Condition[] {
  const text = { kind: 'value', value: search } as const;
  return [
    ...(view === 'all' ? [] : [equals(column('statecode'), view === 'active' ? 0 : 1)]),
    ...(search === '' ? [] : [{ kind: 'text', test: 'contains', of: column(columns[0]), text } as const]),
  ];
}

function commands({ table }: ListRequest): string {
  const refresh = '<a href="">Refresh</a>';
  if (!tablesWithForm.includes(table.logicalName)) return refresh;
  return `<a href="${escapeHtml(addressOfRecord(table.logicalName))}">New</a>${refresh}`;
}

function filters({ table, view, search }: ListRequest): string {
  const links = Object.entries(views).map(([name, label]) => {
    const address = addressOfList(table.logicalName, { view: name, ...(search === '' ? {} : { search }) });
    const mark = name === view ? ' aria-current="true"' : '';
    return `<a href="${escapeHtml(address)}"${mark}>${label}</a>`;
  });
  return `<div class="list-filters">
<nav aria-label="Views">${links.join('')}</nav>
<form action="/main.aspx" role="search">
<input type="hidden" name="pagetype" value="entitylist"><input type="hidden" name="etn" value="${table.logicalName}">
<input type="hidden" name="view" value="${view}">
<input type="search" name="search" aria-label="Search by name" placeholder="Search by name" value="${escapeHtml(search)}">
<button>Search</button>
</form>
</div>`;
}

function rowsTable({ table, columns }: ListRequest, rows: readonly Row[]): string {
  if (rows.length === 0)
    return '<p class="list-empty">No records are here. Choose another view or search.</p>';
  const headings = columns.map((name) => `<th scope="col">${escapeHtml(labelOf(table, name))}</th>`);
  const lines = rows.map((row) => `<tr>${cells(table, columns, row)}</tr>`);
  return `<div class="list-rows"><table>
<thead><tr>${headings.join('')}</tr></thead>
<tbody>
${lines.join('\n')}
</tbody>
</table></div>`;
}

function cells(table: Table, [first, ...rest]: readonly [string, ...string[]], row: Row): string {
  const name = escapeHtml(textOf(table, first, row) || '(no name)');
  const address = addressOfRecord(table.logicalName, String(row[table.primaryId]));
  const link = hasForm(table.logicalName) ? `<a href="${escapeHtml(address)}">${name}</a>` : name;
  const others = rest.map((column) => `<td>${escapeHtml(textOf(table, column, row))}</td>`);
  return `<td>${link}</td>${others.join('')}`;
}

function labelOf(table: Table, name: string): string {
  return table.columns.get(name)?.label ?? name;
}

function pager({ table, view, search, page }: ListRequest, count: number): string {
  const last = Math.max(1, Math.ceil(count / rowsPerPage));
  const link = (to: number, label: string) => {
    if (to < 1 || to > last) return '';
    const address = addressOfList(table.logicalName, {
      view,
      ...(search === '' ? {} : { search }),
      page: String(to),
    });
    return `<a href="${escapeHtml(address)}">${label}</a>`;
  };
  return `<nav class="pager" aria-label="Pages">${link(page - 1, 'Previous')}<span>Page ${page} of ${last}, ${count.toLocaleString('en')} records</span>${link(page + 1, 'Next')}</nav>`;
}
