import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readAssumptions, type Assumptions } from './assumptions';
import { readTime } from './clock';
import { readFaultPlan, type FaultPlan } from './http/faults';
import { traceText, type TracedRequest } from './http/trace';
import type { LocalDataverseOptions, SampleData } from './local-dataverse';
import { builtInTables } from './built-in-tables';
import { readTablesFile } from './own-tables';

const DEFAULT_PORT = 5151;

export const help = `A local Dataverse with the Web API of Customer Insights - Journeys segments.

  npm run emulator -- [options]

  --port NUMBER      port on 127.0.0.1; ${DEFAULT_PORT} unless given, 0 for any free one
  --any-address      listen beyond this machine, for containers; use it with --auth where others reach the port
  --https FOLDER     speak HTTPS, with a certificate of its own that it finds in this folder or makes there
  --data FILE        keep the rows in this SQLite file; without it they end with the process
  --restore FILE     begin with the rows of this snapshot, which replace those in --data; /admin/snapshots takes them
  --sample SIZE      none, standard (20,000 contacts, 5,000 leads; the default) or large (210,000 contacts)
  --now TIME         begin at this time instead of the machine's, e.g. 2026-05-01T00:00:00Z; /admin/clock moves it
  --tables FILE      custom tables and columns from the $metadata of an environment, or from a JSON file (docs of the
                     format: emulator/own-tables/described-tables.ts)
  --auth             ask for a sign-in everywhere; prints the applications and their secrets
  --auth-secret TEXT the same, with this secret for all applications, of 16 characters or more
  --run-scripts      run the C# scripts of connectors that are imported. They are programs, which can do whatever
                     you can; without this nothing of them is run
  --limits           Dataverse's service protection limits for each user
  --trace            print what each request did: address, status, time, SQL; /admin/requests shows the last hundred
  --faults           fail on purpose: rules are set at /admin/faults
  --fault-plan FILE  the same, beginning with the rules in this JSON file
  --assume NAME=VALUE   flip a choice where the documents are silent (see emulator/FIDELITY.md);
                     may be given more than once
  --observed FILE    answer as the environment that npm run observe wrote this file of
  --help             this text
`;

export type Command =
  { readonly kind: 'help' } | { readonly kind: 'start'; readonly options: LocalDataverseOptions };

/** Reads the command line. @throws Error naming what is wrong. */
export function readCommandLine(args: readonly string[]): Command {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string' },
      'any-address': { type: 'boolean' },
      https: { type: 'string' },
      data: { type: 'string' },
      restore: { type: 'string' },
      sample: { type: 'string' },
      now: { type: 'string' },
      tables: { type: 'string' },
      auth: { type: 'boolean' },
      'auth-secret': { type: 'string' },
      'run-scripts': { type: 'boolean' },
      limits: { type: 'boolean' },
      trace: { type: 'boolean' },
      faults: { type: 'boolean' },
      'fault-plan': { type: 'string' },
      assume: { type: 'string', multiple: true },
      observed: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help === true) return { kind: 'help' };
  return {
    kind: 'start',
    options: {
      port: readPort(values.port),
      sampleData: readSample(values.sample),
      assumptions: { ...observedAssumptions(values.observed), ...readAssumptions(values.assume ?? []) },
      anyAddress: values['any-address'],
      https: values.https === undefined ? undefined : { folder: resolve(values.https) },
      file: values.data,
      restore: values.restore,
      startsAt: values.now === undefined ? undefined : readStart(values.now),
      tables: values.tables === undefined ? undefined : readTablesFile(values.tables, builtInTables),
      auth: readAuth(values.auth, values['auth-secret']),
      runScripts: values['run-scripts'],
      serviceProtection: values.limits === true ? {} : undefined,
      trace: values.trace === true ? printRequest : undefined,
      faults: faultPlan(values.faults === true, values['fault-plan']),
    },
  };
}

function printRequest(request: TracedRequest): void {
  console.log(traceText(request));
}

function readAuth(auth: boolean | undefined, secret: string | undefined): LocalDataverseOptions['auth'] {
  if (secret === undefined) return auth;
  if (/^[\x21-\x7e]{16,200}$/.test(secret)) return { secret };
  throw new Error('--auth-secret needs 16 to 200 letters, digits and signs without spaces.');
}

/** @throws Error that names the file and what is wrong with it. */
function observedAssumptions(file: string | undefined): Partial<Assumptions> {
  if (file === undefined) return {};
  try {
    const { answers } = JSON.parse(readFileSync(file, 'utf8')) as { answers?: Record<string, unknown> };
    if (answers === undefined) throw new Error('it has no answers');
    return readAssumptions(Object.entries(answers).map(([name, value]) => `${name}=${String(value)}`));
  } catch (error) {
    throw new Error(`The observations ${file} cannot be used: ${(error as Error).message}`, { cause: error });
  }
}

function readStart(text: string): Date {
  const time = readTime(text);
  if (time !== undefined) return time;
  throw new Error(`--now needs a time with its zone, e.g. 2026-05-01T00:00:00Z; '${text}' is none.`);
}

function readPort(text: string | undefined): number {
  const port = Number(text ?? DEFAULT_PORT);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Error(`--port needs a number from 0 to 65535; '${text ?? ''}' is none.`);
}

function readSample(text: string | undefined): SampleData {
  const size = text ?? 'standard';
  if (size === 'none' || size === 'standard' || size === 'large') return size;
  throw new Error(`--sample is none, standard or large; '${size}' is neither.`);
}

function faultPlan(enabled: boolean, file: string | undefined): FaultPlan | undefined {
  if (file === undefined) return enabled ? { rules: [] } : undefined;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`The plan of faults ${file} cannot be read: ${(error as Error).message}`, {
      cause: error,
    });
  }
  return readFaultPlan(text);
}
