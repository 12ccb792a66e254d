import { setFlagsFromString } from 'node:v8';
import { help, readCommandLine } from './command-line';
import { DataFileRefusal, SnapshotRefusal } from './store';
import { startLocalDataverse, type LocalDataverse } from './local-dataverse';

// A heap may grow to half a gigabyte before V8 looks for what is unused in it, which is more than all answers take.
setFlagsFromString('--heap-growing-percent=50');

async function main(): Promise<void> {
  const command = readCommandLine(process.argv.slice(2));
  if (command.kind === 'help') {
    console.log(help);
    return;
  }
  const dataverse = await startLocalDataverse(command.options).catch((error: unknown) => {
    throw new Error(reasonFor(error, command.options.port, command.options.file), { cause: error });
  });
  console.log(`The local Dataverse listens on ${dataverse.url}/ (Web API: ${dataverse.url}/api/data/v9.2/)`);
  for (const line of dataverse.notes) console.log(line);
  stopOnSignals(dataverse);
}

function stopOnSignals(dataverse: LocalDataverse): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void dataverse.close().then(() => process.exit(0));
    });
  }
}

function reasonFor(error: unknown, port = 0, file = ''): string {
  if (error instanceof SnapshotRefusal) return error.message;
  if (error instanceof DataFileRefusal) return `The data file ${file} cannot be used: ${error.message}.`;
  const { code, message } = error as { code?: string; message?: string };
  if (code === 'EADDRINUSE') return `Port ${port} is in use. Choose another with --port NUMBER.`;
  if (code === 'EACCES') return `Port ${port} may not be used by this user. Choose one above 1023.`;
  if (code?.startsWith('SQLITE_BUSY') === true) return `The data file ${file} is in use by another program.`;
  if (code?.startsWith('SQLITE_') === true)
    return `The data file ${file} cannot be used: ${message ?? code}.`;
  return message ?? String(error);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
