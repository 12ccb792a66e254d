import type { FastifyInstance } from 'fastify';
import { escapeHtml } from '../../markup/escape';
import { statementFacts, statusText, type Trace, type TracedRequest } from './trace';

/** `/admin/requests` shows the last hundred requests to people, `/admin/requests.json` to programs. */
export function registerTraceRoutes(server: FastifyInstance, trace: Trace): void {
  server.get('/admin/requests.json', () => ({ requests: trace.last }));
  server.get('/admin/requests', (_request, reply) =>
    reply.header('Content-Type', 'text/html; charset=utf-8').send(Buffer.from(tracePage(trace.last))),
  );
}

const style = `body { font: 14px/1.5 system-ui, sans-serif; margin: 1.5rem; color-scheme: light dark }
summary { cursor: pointer } summary > * { margin-inline-end: 1ch } code { overflow-wrap: anywhere }
.failed { font-weight: 600 }`;

function tracePage(requests: readonly TracedRequest[]): string {
  const list = requests.length === 0 ? '<p>No request came yet.</p>' : requests.map(requestPart).join('\n');
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Requests</title><link rel="icon" href="data:,"><style>${style}</style></head>
<body><main><h1>Requests</h1>
<p>The last ${requests.length}, the newest first. Load the page again for those that came since.</p>
${list}
</main></body></html>
`;
}

function requestPart({ at, method, address, status, milliseconds, statements }: TracedRequest): string {
  const failed = status === 0 || status >= 400 ? ' class="failed"' : '';
  const items = statements.map(
    (one) => `<li>${escapeHtml(statementFacts(one))}<br><code>${escapeHtml(one.sql)}</code></li>`,
  );
  return `<details><summary${failed}><time>${at.toISOString()}</time> <span>${escapeHtml(method)}</span>
<code>${escapeHtml(address)}</code> <span>${statusText(status)}</span> <span>${milliseconds} ms</span></summary>
<ul>${items.length === 0 ? '<li>No statement</li>' : items.join('\n')}</ul></details>`;
}
