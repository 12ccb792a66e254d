import { AsyncResource } from 'node:async_hooks';
import type { FastifyInstance } from 'fastify';
import { listenToStatements, type StatementRun } from '../store';

/** What one request did. Equal statements are one entry; work that goes on after the answer is not in it. */
export interface TracedRequest {
  readonly at: Date;
  readonly method: string;
  readonly address: string;
  /** 0 when the connection ended without an answer. */
  readonly status: number;
  readonly milliseconds: number;
  readonly statements: readonly TracedStatement[];
}

export interface TracedStatement extends StatementRun {
  readonly runs: number;
}

const MOST_REQUESTS = 100;
const MOST_STATEMENTS = 100;
/** Characters of an address or a statement that are kept. */
const LONGEST_TEXT = 8000;

/** The last hundred requests, the newest first. */
export class Trace {
  private readonly kept: TracedRequest[] = [];

  /** @param tell hears of each request when it is over */
  constructor(private readonly tell: (request: TracedRequest) => void = () => undefined) {}

  get last(): readonly TracedRequest[] {
    return this.kept;
  }

  add(request: TracedRequest): void {
    this.kept.unshift(request);
    this.kept.length = Math.min(this.kept.length, MOST_REQUESTS);
    this.tell(request);
  }
}

/** Follows every request but those for the trace itself. */
export function followRequests(server: FastifyInstance, trace: Trace): void {
  server.addHook('preHandler', (request, reply, done) => {
    if (request.url.startsWith('/admin/requests')) {
      done();
      return;
    }
    const at = new Date();
    const start = performance.now();
    const statements = new Map<string, TracedStatement>();
    reply.raw.once('close', () => {
      trace.add({
        at,
        method: request.method,
        address: request.url.slice(0, LONGEST_TEXT),
        status: reply.raw.headersSent ? reply.raw.statusCode : 0,
        milliseconds: rounded(performance.now() - start),
        statements: [...statements.values()].map((one) => ({
          ...one,
          milliseconds: rounded(one.milliseconds),
        })),
      });
    });
    listenToStatements((run) => {
      addRun(statements, run);
    }, done);
  });
}

function addRun(statements: Map<string, TracedStatement>, run: StatementRun): void {
  const sql = run.sql.slice(0, LONGEST_TEXT);
  const before = statements.get(sql);
  if (before === undefined && statements.size >= MOST_STATEMENTS) return;
  statements.set(sql, {
    sql,
    runs: (before?.runs ?? 0) + 1,
    rows: (before?.rows ?? 0) + run.rows,
    milliseconds: (before?.milliseconds ?? 0) + run.milliseconds,
  });
}

const rounded = (milliseconds: number): number => Math.round(milliseconds * 10) / 10;

/** A body that is read as part of the request that asked for it, whenever the socket takes more of it. */
export function readAsAsked(body: Iterable<string> | AsyncIterable<string>): AsyncIterable<string> {
  const parts = eachOf(body);
  const next = AsyncResource.bind(() => parts.next());
  const end = AsyncResource.bind(() => parts.return(undefined));
  return { [Symbol.asyncIterator]: () => ({ next: () => next(), return: () => end() }) };
}

async function* eachOf(
  body: Iterable<string> | AsyncIterable<string>,
): AsyncGenerator<string, undefined, undefined> {
  yield* body;
}

/** A request as lines of text. */
export function traceText({ at, method, address, status, milliseconds, statements }: TracedRequest): string {
  const head = `${at.toISOString()} ${method} ${address} ${statusText(status)} ${milliseconds} ms`;
  return [head, ...statements.map((one) => `    ${statementFacts(one)}: ${one.sql}`)].join('\n');
}

export const statusText = (status: number): string => (status === 0 ? 'no answer' : String(status));

export function statementFacts({ runs, rows, milliseconds }: TracedStatement): string {
  const times = runs === 1 ? [] : [`${runs} times`];
  return [...times, `${rows} ${rows === 1 ? 'row' : 'rows'}`, `${milliseconds} ms`].join(', ');
}
