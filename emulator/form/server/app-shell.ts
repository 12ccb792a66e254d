import { escapeHtml } from '../../../markup/escape';
import type { Tables } from '../../store';
import { baseLanguage, findLanguage, type Language } from '../facts/languages';
import { PageAddressError, type QueryString } from '../facts/page-settings';
import { pageTexts } from '../facts/page-texts';
import { listedTables } from './lists';

export interface ShellPage {
  readonly title: string;
  /** Logical name of the table that the page is about. */
  readonly table?: string;
  /** The user's; English unless the address names another. */
  readonly language?: Language;
  readonly rightToLeft?: boolean;
  readonly theme?: string;
  readonly head?: string;
  readonly body: string;
}

/** Id of the element that a page's script puts its content into. */
export const pageElementId = 'page';

export const english: Language = { id: baseLanguage, locale: 'en', rightToLeft: false };

/** The language that an address asks for. @throws PageAddressError when there is none such. */
export function languageOf(query: QueryString): Language {
  const language = findLanguage(Number(query['lcid'] || baseLanguage));
  if (!language)
    throw new PageAddressError(`lcid has to be the number of a language; it is '${query['lcid'] ?? ''}'.`);
  return language;
}

export function addressOfList(
  table: string,
  language: Language,
  more: Readonly<Record<string, string>> = {},
): string {
  return addressOf({ pagetype: 'entitylist', etn: table, ...more }, language);
}

export function addressOfRecord(table: string, language: Language, id?: string): string {
  return addressOf({ pagetype: 'entityrecord', etn: table, ...(id === undefined ? {} : { id }) }, language);
}

/** Addresses keep the language that was asked for. */
function addressOf(parts: Readonly<Record<string, string>>, { id }: Language): string {
  const all = { ...parts, ...(id === baseLanguage ? {} : { lcid: String(id) }) };
  return `/main.aspx?${new URLSearchParams(all).toString()}`;
}

/** A page of the app: the bar, the site map, and what stands beside it. No inline script: the page has a CSP. */
export function appShell(page: ShellPage, tables: Tables): string {
  const { title, language = english, rightToLeft = language.rightToLeft, theme = 'light', head = '' } = page;
  const texts = pageTexts(language.id);
  return `<!DOCTYPE html>
<html lang="${language.locale}" dir="${rightToLeft ? 'rtl' : 'ltr'}" data-theme="${theme}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/form/page.css">
${head}
</head>
<body>
<header class="app-bar">
<a class="app-name" href="/">Segment Members</a>
<span class="app-environment">Local Dataverse</span>
<span class="app-note">${escapeHtml(texts('for development'))}</span>
</header>
<div class="app">
<nav class="site-map" aria-label="${escapeHtml(texts('Site map'))}">${siteMap(tables, page.table, language)}</nav>
${page.body}
</div>
</body>
</html>
`;
}

function siteMap(tables: Tables, current: string | undefined, language: Language): string {
  const texts = pageTexts(language.id);
  const entries = listedTables
    .map((name) => tables.find(name))
    .filter((table) => table !== undefined)
    .map(({ logicalName, description }) => {
      const mark = logicalName === current ? ' aria-current="page"' : '';
      const label = escapeHtml(texts(description.collectionLabel));
      return `<a href="${escapeHtml(addressOfList(logicalName, language))}"${mark}>${label}</a>`;
    });
  return `<a href="/">${escapeHtml(texts('Home'))}</a>\n<span class="site-group">${escapeHtml(texts('Audience'))}</span>\n${entries.join('\n')}`;
}
