import { escapeHtml } from '../../../markup/escape';
import { column, textTest, where, type Condition, type Row, type Store, type Table } from '../../store';
import { PageAddressError, type QueryString } from '../facts/page-settings';
import type { Language } from '../facts/languages';
import { pageTexts, type PageTexts } from '../facts/page-texts';
import { addressOfList, addressOfRecord, appShell, languageOf } from './app-shell';
import { textOf } from './column-text';
import { hasForm, tablesWithForm } from './forms';
import { listedTables, listOf } from './lists';
import { viewsOf, type ListedView } from './views';

const rowsPerPage = 50;

interface ListRequest {
  readonly table: Table;
  readonly columns: readonly [string, ...string[]];
  readonly view: ListedView;
  readonly views: readonly ListedView[];
  readonly search: string;
  /** From 1. */
  readonly page: number;
  readonly language: Language;
  readonly texts: PageTexts;
}

/** The list of a table's records, with its views, a search by name and pages. @throws PageAddressError. */
export function listPage(store: Store, query: QueryString): string {
  const request = readRequest(store, query);
  const { table, columns, page, view, language, texts } = request;
  const asked = { table: table.logicalName, ...view.query, ...where(conditionsOf(request)) };
  const count = store.count({ ...asked, select: [] });
  const rows = store.select({
    ...asked,
    select: [table.primaryId, ...columns].map((name) => ({ as: name, value: column(name) })),
    orderBy: [{ by: column(columns[0]) }, { by: column(table.primaryId) }],
    limit: rowsPerPage,
    offset: (page - 1) * rowsPerPage,
  });
  const title = titleOf(request);
  const body = `<main class="list">
<div class="commands" role="toolbar" aria-label="${escapeHtml(texts('Commands'))}">${commands(request)}</div>
<section class="card">
<div class="list-head"><h1>${escapeHtml(title)}</h1>
${filters(request)}</div>
${rowsTable(request, rows)}
${pager(request, count)}
</section>
</main>`;
  return appShell({ title, table: table.logicalName, language, body }, store.tables);
}

/** A saved view has a name of its own, one of the app's says which of the records. */
function titleOf({ table, view, texts }: ListRequest): string {
  const isSaved = view.key.includes('-');
  return isSaved ? view.label : `${texts(view.label)}: ${texts(table.description.collectionLabel)}`;
}

function readRequest(store: Store, query: QueryString): ListRequest {
  const name = query['etn'] ?? '';
  const layout = listOf(name);
  const table = layout && store.tables.find(name);
  if (!layout || !table) {
    throw new PageAddressError(`etn has to be ${listedTables.join(', ')}; it is '${name}'.`);
  }
  const views = viewsOf(store, table);
  const wanted = query['view'];
  const view = wanted === undefined ? views[0] : views.find(({ key }) => key === wanted);
  if (!view) {
    throw new PageAddressError(
      `view can be ${views.map(({ key }) => key).join(', ')}; it is '${wanted ?? ''}'.`,
    );
  }
  const page = query['page'] ?? '1';
  if (!/^[1-9]\d{0,5}$/.test(page)) throw new PageAddressError(`page has to be a number; it is '${page}'.`);
  const language = languageOf(query);
  return {
    table,
    columns: layout.columns,
    view,
    views,
    search: query['search']?.trim() ?? '',
    page: Number(page),
    language,
    texts: pageTexts(language.id),
  };
}

function conditionsOf({ view, search, columns }: ListRequest): readonly Condition[] {
  return [
    ...(view.query.where ? [view.query.where] : []),
    ...(search === '' ? [] : [textTest(column(columns[0]), 'contains', search)]),
  ];
}

function commands({ table, language, texts }: ListRequest): string {
  const refresh = `<a href="" data-icon="refresh">${escapeHtml(texts('Refresh'))}</a>`;
  if (!tablesWithForm.includes(table.logicalName)) return refresh;
  const address = addressOfRecord(table.logicalName, language);
  return `<a href="${escapeHtml(address)}" data-icon="new">${escapeHtml(texts('New'))}</a>${refresh}`;
}

function filters({ table, view, views, search, language, texts }: ListRequest): string {
  const links = views.map(({ key, label }) => {
    const more = { view: key, ...(search === '' ? {} : { search }) };
    const mark = key === view.key ? ' aria-current="true"' : '';
    return `<a href="${escapeHtml(addressOfList(table.logicalName, language, more))}"${mark}>${escapeHtml(texts(label))}</a>`;
  });
  const hidden = [
    ...new URL(addressOfList(table.logicalName, language, { view: view.key }), 'http://app').searchParams,
  ]
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`)
    .join('');
  const byName = escapeHtml(texts('Search by name'));
  return `<details class="views"><summary>${escapeHtml(texts('Views'))}</summary>
<nav aria-label="${escapeHtml(texts('Views'))}">${links.join('')}</nav></details>
<form action="/main.aspx" role="search">${hidden}
<input type="search" name="search" aria-label="${byName}" placeholder="${byName}" value="${escapeHtml(search)}">
<button>${escapeHtml(texts('Search'))}</button>
</form>`;
}

function rowsTable(request: ListRequest, rows: readonly Row[]): string {
  const { table, columns, texts } = request;
  if (rows.length === 0) {
    const none = texts('No records are here. Choose another view or search.');
    return `<p class="list-empty">${escapeHtml(none)}</p>`;
  }
  const headings = columns.map((name) => `<th scope="col">${escapeHtml(texts(labelOf(table, name)))}</th>`);
  const lines = rows.map((row) => `<tr>${cells(request, row)}</tr>`);
  return `<div class="list-rows"><table>
<thead><tr>${headings.join('')}</tr></thead>
<tbody>
${lines.join('\n')}
</tbody>
</table></div>`;
}

function cells({ table, columns: [first, ...rest], language, texts }: ListRequest, row: Row): string {
  const name = escapeHtml(textOf(table, first, row) || '(no name)');
  const address = addressOfRecord(table.logicalName, language, String(row[table.primaryId]));
  const link = hasForm(table.logicalName) ? `<a href="${escapeHtml(address)}">${name}</a>` : name;
  const others = rest.map((column) => `<td>${escapeHtml(texts(textOf(table, column, row)))}</td>`);
  return `<td>${link}</td>${others.join('')}`;
}

function labelOf(table: Table, name: string): string {
  return table.columns.get(name)?.label ?? name;
}

function pager({ table, view, search, page, language, texts }: ListRequest, count: number): string {
  const last = Math.max(1, Math.ceil(count / rowsPerPage));
  const link = (to: number, label: string) => {
    if (to < 1 || to > last) return '';
    const more = { view: view.key, ...(search === '' ? {} : { search }), page: String(to) };
    return `<a href="${escapeHtml(addressOfList(table.logicalName, language, more))}">${escapeHtml(label)}</a>`;
  };
  const number = (value: number) => value.toLocaleString(language.locale);
  const place = texts('Page {0} of {1}, {2} records', number(page), number(last), number(count));
  return `<nav class="pager" aria-label="${escapeHtml(texts('Pages'))}">${link(page - 1, texts('Previous'))}<span>${escapeHtml(place)}</span>${link(page + 1, texts('Next'))}</nav>`;
}
