import { parseArgs } from 'node:util';

export interface StartOptions {
  readonly port: number;
  /** Adds a group of 200,000 members. */
  readonly large: boolean;
  /** SQLite file that keeps the rows; memory when undefined. */
  readonly file: string | undefined;
  readonly help: boolean;
}

const defaultPort = 5151;

export const startHelp = `npm start [-- options]

Builds and packs the solution when something has changed, starts the local Dataverse on
127.0.0.1 with sample data, imports the managed solution into it and prints the address
of a form with the control.

  --port NUMBER   port to listen on; ${defaultPort} when left out, 0 for any free one
  --large         adds a segment with a group of 200,000 members
  --data FILE     keeps the data in a SQLite file; without it they are gone at the end
  --help          this text`;

/** @throws Error in one line that names the argument. */
export function readStartOptions(args: readonly string[]): StartOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: String(defaultPort) },
      large: { type: 'boolean', default: false },
      data: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) {
    throw new Error(`--port has to be a number from 0 to 65535; it is '${values.port}'.`);
  }
  return { port, large: values.large, file: values.data, help: values.help };
}
