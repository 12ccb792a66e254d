import { escapeHtml } from '../../../markup/escape';
import type { Row, Store, Table } from '../../store';
import type { Language } from '../facts/languages';
import { pageTexts } from '../facts/page-texts';
import { addressOfList, appShell } from './app-shell';
import { textOf } from './column-text';

interface Section {
  readonly label: string;
  readonly columns: readonly string[];
}

/** What the forms of people show. They are for looking at: a control opens them, and people are kept elsewhere. */
const sections: readonly Section[] = [
  {
    label: 'Summary',
    columns: ['firstname', 'lastname', 'jobtitle', 'companyname', 'subject', 'emailaddress1', 'telephone1'],
  },
  {
    label: 'Address',
    columns: ['address1_line1', 'address1_postalcode', 'address1_city', 'address1_country'],
  },
  { label: 'Consent', columns: ['donotemail', 'donotbulkemail', 'donotphone'] },
  { label: 'Details', columns: ['createdon', 'modifiedon'] },
];

/** The form of a contact or a lead. */
export function personPage(store: Store, table: Table, row: Row, language: Language): string {
  const texts = pageTexts(language.id);
  const name = textOf(table, table.primaryName, row) || '(no name)';
  const list = `<a href="${escapeHtml(addressOfList(table.logicalName, language))}">${escapeHtml(texts(table.description.collectionLabel))}</a>`;
  const body = `<main class="form">
<div class="commands" role="toolbar" aria-label="${escapeHtml(texts('Commands'))}"><a href="" data-icon="refresh">${escapeHtml(texts('Refresh'))}</a>${list}</div>
<header class="form-head">
<div class="form-title"><div class="heading"><h1>${escapeHtml(name)}</h1></div>
<p class="table-name">${escapeHtml(texts(table.description.label))}</p></div>
<p class="form-status"><span>${escapeHtml(texts('Status reason'))}</span><span class="status-badge">${escapeHtml(texts(textOf(table, 'statuscode', row)))}</span></p>
</header>
${sections.map((section) => sectionOf(section, table, row)).join('\n')}
</main>`;
  return appShell(
    { title: `${texts(table.description.label)}: ${name}`, table: table.logicalName, language, body },
    store.tables,
  );
}

function sectionOf({ label, columns }: Section, table: Table, row: Row): string {
  const fields = columns
    .map((name) => ({ name, column: table.columns.get(name) }))
    .filter(({ column }) => column !== undefined)
    .map(({ name, column }) => {
      const text = textOf(table, name, row) || '---';
      return `<div><span>${escapeHtml(column?.label ?? name)}</span><span>${escapeHtml(text)}</span></div>`;
    });
  return `<section class="form-section" aria-label="${label}"><h2>${label}</h2><div class="fields">${fields.join('')}</div></section>`;
}
