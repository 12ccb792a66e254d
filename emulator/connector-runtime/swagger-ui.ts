import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { escapeHtml } from '../../markup/escape';
import type { RunnableConnector } from './runnable-connector';

const folder = dirname(require.resolve('swagger-ui-dist/package.json'));

/** The files of Swagger UI that its page needs, with their content types. */
const files: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};

export interface StaticFile {
  readonly contentType: string;
  readonly content: Buffer | string;
}

/** Starts Swagger UI over the definition that stands beside the page. */
const startScript = `window.ui = SwaggerUIBundle({
  url: location.pathname.replace(/\\/$/, '') + '/swagger.json',
  dom_id: '#swagger-ui',
  tryItOutEnabled: true,
  displayRequestDuration: true,
  validatorUrl: null,
});
`;

export function swaggerUiFile(name: string): StaticFile | undefined {
  if (name === 'start.js') return { contentType: 'text/javascript; charset=utf-8', content: startScript };
  const contentType = Object.hasOwn(files, name) ? files[name] : undefined;
  return contentType === undefined ? undefined : { contentType, content: readFileSync(join(folder, name)) };
}

/** The page that leads to every connector of the environment. */
export function connectorsPage(connectors: readonly RunnableConnector[]): string {
  const links = connectors.map(
    ({ name, definition }) =>
      `<li><a href="/connectors/${encodeURIComponent(name)}">${escapeHtml(definition.info.title)}</a></li>`,
  );
  const list =
    links.length > 0 ? `<ul>${links.join('')}</ul>` : '<p>No imported solution brought a connector.</p>';
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Connectors</title>
    <link rel="icon" href="data:," />
  </head>
  <body>
    <h1>Connectors</h1>
    ${list}
  </body>
</html>
`;
}

/** The page on which a maker tries every operation of a connector. */
export function swaggerUiPage(connector: RunnableConnector): string {
  const assets = `/connectors/${encodeURIComponent(connector.name)}/ui`;
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${escapeHtml(connector.definition.info.title)}</title>
    <link rel="stylesheet" href="${assets}/swagger-ui.css" />
    <link rel="icon" type="image/png" href="${assets}/favicon-32x32.png" />
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="${assets}/swagger-ui-bundle.js"></script>
    <script src="${assets}/start.js"></script>
  </body>
</html>
`;
}
