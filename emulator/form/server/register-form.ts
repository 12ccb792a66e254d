import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseRecordId, type RecordId } from '../../../segments';
import { readControlManifest, type ControlManifest } from '../../../solution-package';
import { readControl, type ImportedControl } from '../../solutions';
import type { Store } from '../../store';
import { stringsFor } from './control-strings';
import { languageOf } from './app-shell';
import { designTokens } from './design-tokens';
import { formOf, isPerson, tablesWithForm } from './forms';
import { listPage } from './list-page';
import { overviewPage, type OverviewLink } from './overview-page';
import type { PageFacts, UserFacts } from '../facts/page-facts';
import { personPage } from './person-page';
import { pageScript } from './page-script';
import { PageAddressError, readPageSettings, type QueryString } from '../facts/page-settings';
import { fileOfPlatformLibrary, platformSetup, platformLibrariesFor } from './platform-libraries';
import { messagePage, recordPage } from './record-page';

export interface FormOptions {
  readonly store: Store;
  /** Full name of the imported control that the forms carry. */
  readonly control: string;
  /** The user that requests of the page are made as. */
  userOf(request: FastifyRequest): UserFacts;
  /** What the page at `/` links to beside the forms. */
  readonly links: readonly OverviewLink[];
}

/** Styles may be inline because Fluent 8 writes its own; nothing else may. */
const contentSecurityPolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

const contentTypes: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  png: 'image/png',
  resx: 'application/xml; charset=utf-8',
  svg: 'image/svg+xml',
  xml: 'application/xml; charset=utf-8',
};

/** Serves the record pages that carry the control, and the page at `/` that lists them. */
export function registerForm(server: FastifyInstance, options: FormOptions): void {
  server.get('/', (_request, reply) => sendPage(reply, 200, overviewPage(options.store, options.links)));
  server.get('/main.aspx', (request, reply) => {
    try {
      const page = pageFor(request, options);
      return sendPage(reply, page.status, page.html);
    } catch (error) {
      if (!(error instanceof PageAddressError)) throw error;
      return sendPage(
        reply,
        400,
        messagePage('This address has no form', error.message, options.store.tables),
      );
    }
  });
  server.get('/form/page.js', async (_request, reply) => send(reply, 'js', await pageScript()));
  server.get('/form/page.css', (_request, reply) => send(reply, 'css', pageStyles()));
  server.get<{ Params: { name: string } }>('/form/platform/:name', (request, reply) => {
    if (request.params.name === 'setup.js') return send(reply, 'js', platformSetup);
    const file = fileOfPlatformLibrary(request.params.name);
    return file === undefined ? notFound(reply) : send(reply, 'js', readFileSync(file));
  });
  server.get<{ Params: { '*': string } }>('/form/control/*', (request, reply) => {
    const path = request.params['*'];
    const bytes = readControl(options.store, options.control)?.files.get(path);
    return bytes === undefined ? notFound(reply) : send(reply, extensionOf(path), Buffer.from(bytes));
  });
}

function pageFor(request: FastifyRequest, options: FormOptions): { status: number; html: string } {
  const query = request.query as QueryString;
  if (query['pagetype'] === 'entitylist') return { status: 200, html: listPage(options.store, query) };
  if (query['pagetype'] !== 'entityrecord') {
    throw new PageAddressError('pagetype has to be entityrecord or entitylist.');
  }
  const table = query['etn'] ?? '';
  if (isPerson(table)) return pageOfPerson(table, query, options.store);
  const form = formOf(table, options.store.tables);
  if (!form) throw new PageAddressError(`etn has to be ${tablesWithForm.join(' or ')}; it is '${table}'.`);
  const recordId = recordIdOf(query['id']);
  if (recordId !== undefined && !options.store.retrieve(table, recordId)) {
    const message = `There is no ${form.tableLabel} with the id ${recordId}.`;
    return { status: 404, html: messagePage('The record is not there', message, options.store.tables) };
  }
  const control = readControl(options.store, options.control);
  if (!control) {
    const message = `No imported solution has the control ${options.control}. Import one with ImportSolution, or start with npm start.`;
    return { status: 404, html: messagePage('The form has no control yet', message, options.store.tables) };
  }
  const manifest = readControlManifest(control.manifestXml, 'ControlManifest.xml');
  const settings = readPageSettings(query);
  const facts: PageFacts = {
    control: controlFacts(manifest, control, settings.language.id),
    form,
    ...(recordId === undefined ? {} : { recordId }),
    user: options.userOf(request),
    settings,
    entitySetNames: Object.fromEntries(
      options.store.tables.all.map((known) => [known.logicalName, known.entitySetName]),
    ),
    ...(settings.theme === 'none' ? {} : { designTokens: designTokens(settings.theme) }),
  };
  const html = recordPage(
    facts,
    {
      controlRoot: '/form/control/',
      code: manifest.codePath ?? '',
      styles: manifest.styles,
      platformScripts: platformLibrariesFor(manifest.platformLibraries, settings.react).scripts,
    },
    options.store.tables,
  );
  return { status: 200, html };
}

function pageOfPerson(name: string, query: QueryString, store: Store): { status: number; html: string } {
  const table = store.tables.get(name);
  const id = recordIdOf(query['id']);
  const row = id === undefined ? undefined : store.retrieve(name, id);
  if (row) return { status: 200, html: personPage(store, table, row, languageOf(query)) };
  const message =
    id === undefined
      ? `People are made by the Web API; the form of a ${table.description.label} shows one that is there.`
      : `There is no ${table.description.label} with the id ${id}.`;
  return { status: 404, html: messagePage('The record is not there', message, store.tables) };
}

function recordIdOf(text: string | undefined): RecordId | undefined {
  if (text === undefined || text === '') return undefined;
  const id = parseRecordId(text);
  if (id === undefined) throw new PageAddressError(`id has to be a GUID; it is '${text}'.`);
  return id;
}

function controlFacts(manifest: ControlManifest, control: ImportedControl, languageId: number) {
  const { namespace, constructorName, version, kind, properties, features, resx } = manifest;
  const strings = stringsFor(languageId, resx, control.files);
  return { name: `${namespace}.${constructorName}`, version, kind, properties, features, strings };
}

let styles: string | undefined;

/** The record's page, the panes above it, and the app around both. */
function pageStyles(): string {
  styles ??= ['page', 'panes', 'app']
    .map((name) => readFileSync(join(__dirname, '..', 'browser', `${name}.css`), 'utf8'))
    .join('\n');
  return styles;
}

function sendPage(reply: FastifyReply, status: number, html: string): FastifyReply {
  return reply
    .code(status)
    .header('Content-Security-Policy', contentSecurityPolicy)
    .type('text/html; charset=utf-8')
    .send(html);
}

function send(reply: FastifyReply, extension: string, body: string | Buffer): FastifyReply {
  return reply
    .header('Content-Security-Policy', contentSecurityPolicy)
    .header('Cache-Control', 'no-cache')
    .type(contentTypes[extension] ?? 'application/octet-stream')
    .send(body);
}

function notFound(reply: FastifyReply): FastifyReply {
  return reply.code(404).type('text/plain; charset=utf-8').send('There is no such file.');
}

function extensionOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1).toLowerCase();
}
