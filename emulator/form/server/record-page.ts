import type { Tables } from '../../store';
import { escapeHtml, jsonForHtml } from '../../../markup/escape';
import { factsElementId, type PageFacts } from '../facts/page-facts';

import { appShell, pageElementId } from './app-shell';

export interface PageResources {
  /** Root of the control's own files, ending in a slash. */
  readonly controlRoot: string;
  readonly code: string;
  readonly styles: readonly string[];
  readonly platformScripts: readonly string[];
}

/** The record page of a model-driven app; its script fills it from the facts. No inline script: the page has a CSP. */
export function recordPage(facts: PageFacts, resources: PageResources, tables: Tables): string {
  const { language, rightToLeft, theme } = facts.settings;
  const scripts = [
    ...resources.platformScripts.map((name) => `/form/platform/${name}`),
    '/form/page.js',
    `${resources.controlRoot}${resources.code}`,
  ];
  const styles = resources.styles.map((path) => `${resources.controlRoot}${path}`);
  const head = styles.map((path) => `<link rel="stylesheet" href="${escapeHtml(path)}">`).join('\n');
  const body = `<div id="${pageElementId}" class="form-page"></div>
<script type="application/json" id="${factsElementId}">${jsonForHtml(facts)}</script>
${scripts.map((path) => `<script src="${escapeHtml(path)}"></script>`).join('\n')}`;
  const { table, tableLabel } = facts.form;
  return appShell({ title: tableLabel, table, language, rightToLeft, theme, head, body }, tables);
}

/** A page that only says why there is no form. */
export function messagePage(title: string, message: string, tables: Tables): string {
  const body = `<main class="overview"><h1>${escapeHtml(title)}</h1><p>${escapeHtml(message)}</p></main>`;
  return appShell({ title, body }, tables);
}
