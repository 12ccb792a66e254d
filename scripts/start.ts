import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startLocalDataverse, type LocalDataverse } from '../emulator/local-dataverse';
import { largeSampleSegment, sampleSegments } from '../emulator/sample-data';
import { packSolutions } from './packing';
import { runServer } from './run-command';
import { importSolution, readStartOptions, startHelp, wordsForFailure, type StartOptions } from './starting';

const root = join(__dirname, '..');

/** Builds, packs, starts the local Dataverse and imports the solution; returns what is running. */
async function start(options: StartOptions): Promise<LocalDataverse> {
  console.log('Starting the local Dataverse with sample data ...');
  // First of all, because a port or a data file in use should be known before a build.
  const environment = await startLocalDataverse({
    port: options.port,
    sampleData: options.large ? 'large' : 'standard',
    // The connector's own script, and no other that somebody may import while this runs.
    runScripts: [readFileSync(join(root, 'connector', 'script.csx'), 'utf8')],
    file: options.file,
  });
  try {
    const packed = await packSolutions({ root, say: console.log });
    for (const { solution, kind, file } of packed) {
      if (kind !== 'managed' || solution !== 'SegmentMembers') continue;
      console.log(`Importing ${file} ...`);
      await importSolution(environment.url, file);
    }
    return environment;
  } catch (error) {
    await environment.close();
    throw error;
  }
}

function formAddress(url: string, definitionId: string): string {
  return `${url}/main.aspx?pagetype=entityrecord&etn=msdynmkt_segmentdefinition&id=${definitionId}`;
}

function printAddresses(url: string, options: StartOptions): void {
  console.log(
    `\nReady. A form with the control:\n  ${formAddress(url, sampleSegments.newsletter.definitionId)}`,
  );
  if (options.large) {
    console.log(`A group of 200,000 members:\n  ${formAddress(url, largeSampleSegment.definitionId)}`);
  }
  console.log(`All forms, the Web API and the connector:\n  ${url}/\n\nCtrl+C ends it.`);
}

async function main(): Promise<LocalDataverse | undefined> {
  const options = readStartOptions(process.argv.slice(2));
  if (options.help) {
    console.log(startHelp);
    return undefined;
  }
  try {
    const environment = await start(options);
    printAddresses(environment.url, options);
    return environment;
  } catch (error) {
    throw new Error(wordsForFailure(error, options), { cause: error });
  }
}

runServer(main);
