import { escapeHtml } from '../../../markup/escape';
import type { Tables } from '../../store';
import { listedTables } from './lists';

export interface ShellPage {
  readonly title: string;
  /** Logical name of the table that the page is about. */
  readonly table?: string;
  /** BCP 47 tag of the page's language; English unless the user has another. */
  readonly locale?: string;
  readonly rightToLeft?: boolean;
  readonly theme?: string;
  readonly head?: string;
  readonly body: string;
}

/** Id of the element that a page's script puts its content into. */
export const pageElementId = 'page';

export function addressOfList(table: string, more: Readonly<Record<string, string>> = {}): string {
  return `/main.aspx?${new URLSearchParams({ pagetype: 'entitylist', etn: table, ...more }).toString()}`;
}

export function addressOfRecord(table: string, id?: string): string {
  const address = { pagetype: 'entityrecord', etn: table, ...(id === undefined ? {} : { id }) };
  return `/main.aspx?${new URLSearchParams(address).toString()}`;
}

/** A page of the app: the bar with the site map, and what stands below. No inline script: the page has a CSP. */
export function appShell(page: ShellPage, tables: Tables): string {
  const { title, locale = 'en', rightToLeft = false, theme = 'light', head = '', body } = page;
  return `<!DOCTYPE html>
<html lang="${locale}" dir="${rightToLeft ? 'rtl' : 'ltr'}" data-theme="${theme}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/form/page.css">
${head}
</head>
<body>
<header class="app-bar">
<a class="app-name" href="/">Local Dataverse</a>
<nav aria-label="Site map">${siteMap(tables, page.table)}</nav>
<span class="app-note">for development</span>
</header>
${body}
</body>
</html>
`;
}

function siteMap(tables: Tables, current: string | undefined): string {
  return listedTables
    .map((name) => tables.find(name))
    .filter((table) => table !== undefined)
    .map(({ logicalName, description }) => {
      const mark = logicalName === current ? ' aria-current="page"' : '';
      return `<a href="${escapeHtml(addressOfList(logicalName))}"${mark}>${escapeHtml(description.collectionLabel)}</a>`;
    })
    .join('');
}
