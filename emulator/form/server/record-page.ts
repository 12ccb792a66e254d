import { escapeHtml, jsonForHtml } from '../../../markup/escape';
import { factsElementId, type PageFacts } from '../facts/page-facts';

export interface PageResources {
  /** Root of the control's own files, ending in a slash. */
  readonly controlRoot: string;
  readonly code: string;
  readonly styles: readonly string[];
  readonly platformScripts: readonly string[];
}

/** The record page of a model-driven app; its script fills it from the facts. No inline script: the page has a CSP. */
export function recordPage(facts: PageFacts, resources: PageResources): string {
  const { language, rightToLeft, theme } = facts.settings;
  const scripts = [
    ...resources.platformScripts.map((name) => `/form/platform/${name}`),
    '/form/page.js',
    `${resources.controlRoot}${resources.code}`,
  ];
  const styles = ['/form/page.css', ...resources.styles.map((path) => `${resources.controlRoot}${path}`)];
  return `<!DOCTYPE html>
<html lang="${language.locale}" dir="${rightToLeft ? 'rtl' : 'ltr'}" data-theme="${theme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(facts.form.tableLabel)}</title>
<link rel="icon" href="data:,">
${styles.map((path) => `<link rel="stylesheet" href="${escapeHtml(path)}">`).join('\n')}
</head>
<body>
<script type="application/json" id="${factsElementId}">${jsonForHtml(facts)}</script>
${scripts.map((path) => `<script src="${escapeHtml(path)}"></script>`).join('\n')}
</body>
</html>
`;
}

/** A page that only says why there is no form. */
export function messagePage(title: string, message: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>${escapeHtml(title)}</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/form/page.css"></head>
<body><main class="overview"><h1>${escapeHtml(title)}</h1><p>${escapeHtml(message)}</p><p><a href="/">All forms</a></p></main></body>
</html>
`;
}
