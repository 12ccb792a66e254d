import type { Row, Store } from '../../store';
import { formOf, tablesWithForm } from './forms';
import { escapeHtml } from '../../../markup/escape';

export interface OverviewLink {
  readonly href: string;
  readonly text: string;
}

/** The address of a record's form. */
function addressOfForm(table: string, id: string): string {
  return `/main.aspx?pagetype=entityrecord&etn=${table}&id=${id}`;
}

/** The page at `/`: every record that has a form, and the links that other parts add. */
export function overviewPage(store: Store, links: readonly OverviewLink[]): string {
  const sections = tablesWithForm.map((table) => tableSection(table, store)).join('\n');
  const more = links.map((link) => `<li>${anchor(link.href, link.text)}</li>`).join('\n');
  return `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Local Dataverse</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/form/page.css"></head>
<body>
<main class="overview">
<h1>Local Dataverse</h1>
${sections}
<h2>For programs</h2>
<ul>
${more}
</ul>
</main>
</body>
</html>
`;
}

function tableSection(logicalName: string, store: Store): string {
  const form = formOf(logicalName, store.tables);
  if (!form) return '';
  const rows = store.select({
    table: logicalName,
    select: [
      { as: 'id', value: { kind: 'column', column: form.primaryId } },
      { as: 'name', value: { kind: 'column', column: form.titleColumn } },
    ],
    orderBy: [{ by: { kind: 'column', column: form.titleColumn } }],
    limit: 100,
  });
  const label = store.tables.get(logicalName).description.collectionLabel;
  const items = rows.map(
    (row) => `<li>${anchor(addressOfForm(logicalName, String(row['id'])), nameOf(row))}</li>`,
  );
  const newRecord = anchor(`/main.aspx?pagetype=entityrecord&etn=${logicalName}`, 'New record');
  return `<h2>${escapeHtml(label)}</h2>\n<ul>\n${items.join('\n')}\n<li>${newRecord}</li>\n</ul>`;
}

function nameOf(row: Row): string {
  return String(row['name'] ?? '') || '(no name)';
}

function anchor(href: string, text: string): string {
  return `<a href="${escapeHtml(href)}">${escapeHtml(text)}</a>`;
}
