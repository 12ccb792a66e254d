import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const program = join(__dirname, '..', '..', 'emulator', 'bin.cjs');

/** A local Dataverse in a process of its own. */
export interface EmulatorProcess {
  /** The Web API's address, with a slash. */
  readonly root: string;
  /** Memory that the process has now, in megabytes. */
  residentMegabytes(): number;
  /** Ends it; `SIGKILL` leaves it no time for anything. Resolves when it is gone. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** @throws Error with what the program said when it does not start. */
export async function startEmulatorProcess(options: readonly string[]): Promise<EmulatorProcess> {
  const child = spawn(process.execPath, [program, '--port', '0', ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  let says = '';
  child.stderr.on('data', (text: Buffer) => (says = (says + text.toString()).slice(-2000)));
  const lines = createInterface({ input: child.stdout });
  const url = await Promise.race([
    new Promise<string>((resolve) => {
      lines.on('line', (line) => {
        const found = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
        if (found !== undefined) resolve(found);
      });
    }),
    ended.then(() => Promise.reject(new Error(`The local Dataverse ended before it served: ${says}`))),
  ]);
  return {
    root: `${url}/api/data/v9.2/`,
    residentMegabytes: () =>
      Math.round(
        Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)], { encoding: 'utf8' })) / 1024,
      ),
    async end(signal) {
      child.kill(signal);
      await ended;
    },
  };
}
