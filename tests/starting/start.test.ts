import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const root = join(__dirname, '..', '..');
let folder: string;
let running: Started[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'segment-members-start-'));
});

afterEach(async () => {
  await Promise.all(running.map((started) => started.interrupt()));
  running = [];
  rmSync(folder, { recursive: true, force: true });
});

/** `npm start` as a process of its own, with all that it printed. */
class Started {
  output = '';
  readonly ended: Promise<number | null>;
  readonly #process: ChildProcess;

  constructor(args: readonly string[], through: 'launcher' | 'npm' = 'launcher') {
    const [command, ...rest] =
      through === 'npm'
        ? ['npm', 'start', '--', ...args]
        : [process.execPath, join(root, 'scripts', 'launch.cjs'), 'start', ...args];
    // A group of its own, so that a signal reaches what a terminal's Ctrl+C reaches.
    this.#process = spawn(command, rest, { cwd: root, detached: true });
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    }
    this.ended = new Promise((resolve) => this.#process.on('close', resolve));
    running.push(this);
  }

  /** The address of the form it prints when everything is there. */
  async address(): Promise<string> {
    const printed = new Promise<string>((resolve) => {
      const look = () => {
        const address = /Ready\.[^]*?(http:\S+)/.exec(this.output)?.[1];
        if (address !== undefined) resolve(address);
      };
      this.#process.stdout?.on('data', look);
    });
    const address = await Promise.race([printed, this.ended]);
    if (typeof address === 'string') return address;
    throw new Error(`npm start ended early:\n${this.output}`);
  }

  /** Sends a signal to the first process alone, as others than a terminal do. */
  kill(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  /** What Ctrl+C does; resolves with the exit code. */
  interrupt(): Promise<number | null> {
    const { pid, exitCode, signalCode } = this.#process;
    if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, 'SIGINT');
    return this.ended;
  }
}

describe('npm start', () => {
  it('serves a form with the control from the imported solution within 15 seconds, and ends with Ctrl+C', async () => {
    const begin = performance.now();
    const started = new Started(['--port', '0']);
    const address = await started.address();
    const page = await (await fetch(address)).text();
    expect(performance.now() - begin).toBeLessThan(15_000);
    expect(page).toContain('/form/control/bundle.js');
    const bundle = await fetch(new URL('/form/control/bundle.js', address));
    expect(await bundle.text()).toContain('registerControl');
    expect(await started.interrupt()).toBe(0);
  });

  it('leaves no server behind when npm is killed, even outright', async () => {
    const npm = new Started(['--port', '0'], 'npm');
    const { port } = new URL(await npm.address());
    npm.kill('SIGKILL');
    await npm.ended;
    await eventuallyFree(Number(port));
  });

  it('keeps data in a file over two starts', async () => {
    const file = join(folder, 'rows.db');
    const first = new Started(['--port', '0', '--data', file]);
    const contacts = (address: string) => new URL('/api/data/v9.2/contacts', address);
    const row = JSON.stringify({ lastname: 'Kept over a restart' });
    const headers = { 'Content-Type': 'application/json' };
    const created = await fetch(contacts(await first.address()), { method: 'POST', headers, body: row });
    expect(created.status).toBe(204);
    await first.interrupt();
    const second = new Started(['--port', '0', '--data', file]);
    const query = `?$select=lastname&$filter=${encodeURIComponent("lastname eq 'Kept over a restart'")}`;
    const answer = await fetch(`${contacts(await second.address()).href}${query}`);
    expect(((await answer.json()) as { value: unknown[] }).value).toHaveLength(1);
  });

  it('says in one line that the port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    try {
      const started = new Started(['--port', String(port)]);
      expect(await started.ended).toBe(1);
      expect(lastLine(started)).toMatch(new RegExp(`^Port ${port} is in use\\..*--port NUMBER\\.$`));
    } finally {
      other.close();
    }
  });

  it('says in one line that the data file is none', async () => {
    const file = join(folder, 'notes.txt');
    writeFileSync(file, 'These are no rows. '.repeat(500));
    const started = new Started(['--port', '0', '--data', file]);
    expect(await started.ended).toBe(1);
    expect(lastLine(started)).toContain(`${file} is not a SQLite database`);
  });

  it('says in one line that the folder of the data file is missing', async () => {
    const started = new Started(['--port', '0', '--data', join(folder, 'missing', 'rows.db')]);
    expect(await started.ended).toBe(1);
    expect(lastLine(started)).toMatch(/^The folder of the data file .+ does not exist\.$/);
  });

  // A device that is always full; other systems than Linux have none.
  const fullDisk = '/dev/full';
  if (existsSync(fullDisk)) {
    it('says in one line that the disk is full', async () => {
      const started = new Started(['--port', '0', '--data', fullDisk]);
      expect(await started.ended).toBe(1);
      expect(lastLine(started)).toMatch(/^The disk is full: \/dev\/full could not be written/);
    });
  }

  it('explains itself', async () => {
    const started = new Started(['--help']);
    expect(await started.ended).toBe(0);
    expect(started.output).toContain('--data FILE');
  });
});

function isListening(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/`).then(
    () => true,
    () => false,
  );
}

async function eventuallyFree(port: number): Promise<void> {
  const begin = performance.now();
  while (await isListening(port)) {
    if (performance.now() - begin > 10_000) throw new Error(`Port ${port} is still in use.`);
    await wait(100);
  }
}

function lastLine(started: Started): string {
  expect(started.output).not.toMatch(/^\s+at /m);
  return started.output.trim().split('\n').at(-1) ?? '';
}
