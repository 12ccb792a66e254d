import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { scriptEnvironment } from './dotnet';
import { gatewayError, type GatewayAnswer, type GatewayRequest } from './http-message';

type Send = (request: GatewayRequest) => Promise<GatewayAnswer>;

interface WireMessage {
  readonly method?: string;
  readonly uri?: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  /** Base64. */
  readonly body?: string;
}

/** A line of the conversation; script-host/host/Messages.cs says what each kind is for. */
interface Line {
  readonly kind: 'send' | 'done' | 'failed';
  readonly run: number;
  readonly call: number;
  readonly error?: string;
  readonly message?: WireMessage;
}

interface Run {
  readonly send: Send;
  readonly end: (answer: GatewayAnswer) => void;
}

/** The platform ends a script after 5 seconds, the calls it makes included. */
const scriptSeconds = 5;
/** Milliseconds that a script has to notice that it was ended; then its process goes. */
const graceMilliseconds = 1000;
/** Memory of all running scripts together; two lists of 200,000 ids and their differences take some 300 MB. */
const scriptMegabytes = 1024;

/**
 * Runs a compiled script in one long-lived .NET process; the requests that the script sends are sent by `send`. The
 * process is given no environment and a limit of memory, and is ended when a script does not end in time. It is no
 * sandbox: a script can read and write the files of whoever started the server.
 */
export class ScriptHost {
  private readonly runs = new Map<number, Run>();
  /** Runs that were answered for but may still be going on. */
  private readonly overdue = new Set<number>();
  private process: ChildProcessWithoutNullStreams | undefined;
  private lastRun = 0;

  constructor(
    private readonly program: string,
    private readonly seconds = scriptSeconds,
  ) {}

  /** Never rejects: a script that throws, runs too long or takes its process down becomes an answer. */
  run(operation: string, request: GatewayRequest, send: Send): Promise<GatewayAnswer> {
    const run = ++this.lastRun;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.write({ kind: 'abort', run });
        this.endUnlessOver(run);
        end(gatewayError(504, 'ScriptTimeout', `The script did not end within ${this.seconds} seconds.`));
      }, this.seconds * 1000);
      const end = (answer: GatewayAnswer) => {
        clearTimeout(timer);
        this.runs.delete(run);
        resolve(answer);
      };
      this.runs.set(run, { send, end });
      this.write({ kind: 'run', run, operation, message: wireMessageOf(request) });
    });
  }

  close(): void {
    const child = this.process;
    this.process = undefined;
    if (child === undefined) return;
    child.stdin.end();
    setTimeout(() => child.kill('SIGKILL'), graceMilliseconds).unref();
  }

  /** A script that does not look at its cancellation token ends with its process. */
  private endUnlessOver(run: number): void {
    const child = this.process;
    this.overdue.add(run);
    setTimeout(() => {
      if (this.overdue.delete(run)) child?.kill('SIGKILL');
    }, graceMilliseconds).unref();
  }

  private write(line: Readonly<Record<string, unknown>>): void {
    this.process ??= this.start();
    this.process.stdin.write(`${JSON.stringify(line)}\n`);
  }

  private start(): ChildProcessWithoutNullStreams {
    const child = spawn('dotnet', [this.program], {
      env: scriptEnvironment(scriptMegabytes),
      cwd: dirname(this.program),
    });
    let complaints = '';
    child.stderr.on('data', (chunk: Buffer) => (complaints = (complaints + chunk.toString()).slice(-2000)));
    child.stdin.on('error', () => undefined);
    const ended = () => {
      if (this.process === child) this.process = undefined;
      for (const { end } of this.runs.values()) {
        end(
          gatewayError(
            502,
            'ScriptHostEnded',
            `The process that runs the script ended. ${complaints}`.trim(),
          ),
        );
      }
    };
    child.once('error', ended);
    child.once('close', ended);
    createInterface({ input: child.stdout }).on('line', (text) => void this.read(text));
    return child;
  }

  private async read(text: string): Promise<void> {
    const line = lineOf(text);
    if (line === undefined) return;
    if (line.kind !== 'send') this.overdue.delete(line.run);
    const run = this.runs.get(line.run);
    if (!run) return;
    if (line.kind === 'failed') {
      run.end(gatewayError(500, 'ScriptFailed', `The script threw: ${line.error ?? ''}`));
    } else if (line.message && line.kind === 'done') {
      run.end(answerOf(line.message));
    } else if (line.message) {
      const { method = 'GET', uri = '' } = line.message;
      const { headers, body } = answerOf(line.message);
      const answer = await run
        .send({ method, url: uri, headers, ...(body ? { body } : {}) })
        .catch((error: unknown) => gatewayError(502, 'BadGateway', (error as Error).message));
      this.write({ kind: 'sent', run: line.run, call: line.call, message: wireMessageOf(answer) });
    }
  }
}

/** A process that is ended in the middle of a line leaves a part of it, which says nothing. */
function lineOf(text: string): Line | undefined {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return undefined;
  }
}

function wireMessageOf(message: GatewayRequest | GatewayAnswer): WireMessage {
  return {
    ...('url' in message ? { method: message.method, uri: message.url } : {}),
    status: 'status' in message ? message.status : 0,
    headers: Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, [value]])),
    ...(message.body && message.body.length > 0 ? { body: message.body.toString('base64') } : {}),
  };
}

function answerOf({ status, headers, body }: WireMessage): GatewayAnswer {
  return {
    status,
    headers: Object.fromEntries(
      Object.entries(headers)
        .filter(([name]) => name !== 'content-length' && name !== 'transfer-encoding')
        .map(([name, values]) => [name, values.join(', ')]),
    ),
    ...(body === undefined ? {} : { body: Buffer.from(body, 'base64') }),
  };
}
