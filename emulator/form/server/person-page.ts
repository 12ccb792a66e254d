import { escapeHtml } from '../../../markup/escape';
import type { Row, Store, Table } from '../../store';
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
export function personPage(store: Store, table: Table, row: Row): string {
  const name = textOf(table, table.primaryName, row) || '(no name)';
  const list = `<a href="${escapeHtml(addressOfList(table.logicalName))}">${escapeHtml(table.description.collectionLabel)}</a>`;
  const body = `<main class="form">
<header>
<div class="commands" role="toolbar" aria-label="Commands"><a href="">Refresh</a>${list}</div>
<div class="heading"><h1>${escapeHtml(name)}</h1><span class="save-status">${escapeHtml(textOf(table, 'statuscode', row))}</span></div>
<p class="table-name">${escapeHtml(table.description.label)}</p>
</header>
${sections.map((section) => sectionOf(section, table, row)).join('\n')}
</main>`;
  return appShell(
    { title: `${table.description.label}: ${name}`, table: table.logicalName, body },
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
