import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const root = join(__dirname, '..', '..');
const launcher = [
  process.execPath,
  join(root, 'scripts', 'launch.cjs'),
  'emulator',
  '--port',
  '0',
  '--sample',
  'none',
] as const;
const npm = ['npm', 'run', 'emulator', '--', '--port', '0', '--sample', 'none'] as const;

let running: ChildProcess;

/** Starts the local Dataverse and gives its address. */
function start([command, ...args]: readonly [string, ...string[]]): Promise<string> {
  running = spawn(command, args, { cwd: root, detached: true });
  return new Promise((resolve, reject) => {
    let output = '';
    running.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const address = /listens on (http:\S+)/.exec(output)?.[1];
      if (address !== undefined) resolve(address);
    });
    running.on('close', () => reject(new Error(`It ended early: ${output}`)));
  });
}

afterEach(() => {
  try {
    if (running.pid !== undefined) process.kill(-running.pid, 'SIGKILL');
  } catch {
    // Its group is gone, as it should be.
  }
});

async function endOf(address: string): Promise<void> {
  const isThere = () =>
    fetch(address).then(
      () => true,
      () => false,
    );
  for (let tries = 0; await isThere(); tries += 1) {
    if (tries > 100) throw new Error(`${address} is still in use.`);
    await wait(100);
  }
}

describe('a server that a command started', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)(
    'does not outlive its launcher, ended by %s',
    async (signal) => {
      const address = await start(launcher);
      // A terminal sends Ctrl+C to all of them; whoever sends something else sends it to the first process alone.
      if (signal === 'SIGINT' && running.pid !== undefined) process.kill(-running.pid, signal);
      else running.kill(signal);
      await endOf(address);
    },
  );

  it.each(['SIGTERM', 'SIGKILL'] as const)('does not outlive npm, ended by %s', async (signal) => {
    const address = await start(npm);
    running.kill(signal);
    await endOf(address);
  });
});
