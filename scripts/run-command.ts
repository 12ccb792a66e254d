import { printable } from './deployment/printable';
import './end-with-launcher';

const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs a command. A number that it gives is its status; what goes wrong ends it with status 1 and its words, without a
 * stack.
 */
export function runCommand(main: () => unknown): void {
  Promise.resolve()
    .then(main)
    .then(
      (status) => {
        if (typeof status === 'number') process.exitCode = status;
      },
      (error: unknown) => {
        printError(error);
        process.exitCode = 1;
      },
    );
}

function printError(error: unknown): void {
  console.error(printable(error instanceof Error ? error.message : String(error)));
}

/** Does `work` when the command is stopped by Ctrl+C or ended, which then ends with 130, as shells know it. */
export function whenStopped(work: () => unknown): void {
  for (const signal of endings) {
    process.once(signal, () => {
      void Promise.resolve()
        .then(work)
        .catch(printError)
        .finally(() => process.exit(130));
    });
  }
}

interface Server {
  close(): Promise<void>;
}

/** Runs a command that starts a server, or none after --help, and closes it in order when the command is ended. */
export function runServer(start: () => Promise<Server | undefined>): void {
  runCommand(async () => {
    const server = await start();
    if (!server) return;
    const stop = (): void => {
      void server.close().finally(() => process.exit(0));
    };
    for (const signal of endings) process.once(signal, stop);
  });
}
