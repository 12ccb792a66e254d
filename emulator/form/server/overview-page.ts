import { column, columns, type Row, type Store } from '../../store';
import { addressOfRecord, appShell, english } from './app-shell';
import { formOf, tablesWithForm } from './forms';
import { escapeHtml } from '../../../markup/escape';

export interface OverviewLink {
  readonly href: string;
  readonly text: string;
}

/** The page at `/`: every record that has a form, and the links that other parts add. */
export function overviewPage(store: Store, links: readonly OverviewLink[]): string {
  const sections = tablesWithForm.map((table) => tableSection(table, store)).join('\n');
  const more = links.map((link) => `<li>${anchor(link.href, link.text)}</li>`).join('\n');
  const body = `<main class="overview card">
<h1>Local Dataverse</h1>
<p>A Dataverse for development, and the app that hosts the control. Nothing here leaves this machine.</p>
${sections}
<h2>For programs</h2>
<ul>
${more}
</ul>
</main>`;
  return appShell({ title: 'Local Dataverse', body }, store.tables);
}

function tableSection(logicalName: string, store: Store): string {
  const form = formOf(logicalName, store.tables);
  if (!form) return '';
  const rows = store.select({
    table: logicalName,
    select: columns({ id: form.primaryId, name: form.titleColumn }),
    orderBy: [{ by: column(form.titleColumn) }],
    limit: 100,
  });
  const label = store.tables.get(logicalName).description.collectionLabel;
  const items = rows.map(
    (row) => `<li>${anchor(addressOfRecord(logicalName, english, String(row['id'])), nameOf(row))}</li>`,
  );
  const newRecord = anchor(addressOfRecord(logicalName, english), 'New record');
  return `<h2>${escapeHtml(label)}</h2>\n<ul>\n${items.join('\n')}\n<li>${newRecord}</li>\n</ul>`;
}

function nameOf(row: Row): string {
  return String(row['name'] ?? '') || '(no name)';
}

function anchor(href: string, text: string): string {
  return `<a href="${escapeHtml(href)}">${escapeHtml(text)}</a>`;
}
