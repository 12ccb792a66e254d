import { parseArgs } from 'node:util';
import { relative } from 'node:path';
import { packSolutions } from './packing';
import { runCommand } from './run-command';

const help = `npm run pack

Builds the control if anything it is made from has changed, and writes the solutions to dist/,
each unmanaged (<name>_<version>.zip) and managed (<name>_<version>_managed.zip).
The same sources give the same bytes. The connector's own files, as they are sent in for certification, go to
dist/connector/: with the publisher, and without references, which agents do not follow.

  --publisher FILE
            who publishes the connector: a JSON file with name, stackOwner, email, supportUrl, website and
            privacyPolicy, as package.json has them in 'publisher'
  --form    the optional form of the segment definition with the control on it as well
  --help    this text`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      form: { type: 'boolean', default: false },
      publisher: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(help);
    return;
  }
  for (const { file, size } of await packSolutions({
    say: console.log,
    form: values.form,
    publisher: values.publisher,
  })) {
    console.log(`${relative(process.cwd(), file)}  ${size} bytes`);
  }
}

runCommand(main);
