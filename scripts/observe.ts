import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { cleanUp, observationPlan, observe } from '../observing';
import {
  chooseSignIn,
  observedEnvironment,
  printable,
  readEnvironmentAddress,
  tokenSource,
} from './deployment';
import { runCommand, whenStopped } from './run-command';

const help = `npm run observe -- --environment https://contoso.crm4.dynamics.com

Finds out what an environment does where Microsoft's documents are silent, on a throw-away segment and contacts that
it makes and deletes, and writes observations.json: no names, ids or addresses are in it. The local Dataverse then
answers as that environment does: npm run emulator -- --observed observations.json

  --environment  the Environment URL; best one for tests
  --plan         says what would be done, and ends
  --yes          does it without asking first
  --clean        only deletes what a killed run left
  --out          the file to write; observations.json unless given
  --tenant       tenant to sign in to, as in npm run deploy
  --client-id    application to sign in with, as in npm run deploy
  --help         this text`;

const say = (line: string) => {
  console.log(printable(line));
};

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      environment: { type: 'string' },
      plan: { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
      clean: { type: 'boolean', default: false },
      out: { type: 'string', default: 'observations.json' },
      tenant: { type: 'string' },
      'client-id': { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(help);
    return;
  }
  if (values.plan) {
    for (const line of observationPlan()) say(line);
    return;
  }
  const address = readEnvironmentAddress(values.environment);
  const chosen = { tenantId: values.tenant, clientId: values['client-id'] };
  const environment = observedEnvironment({
    environment: address.url,
    token: tokenSource(address, chooseSignIn(process.env, chosen), say),
    wait,
  });
  if (values.clean) {
    await cleanUp(environment);
    say('Nothing of an observation is left.');
    return;
  }
  for (const line of observationPlan()) say(line);
  if (!values.yes) await askForConsent(address.url);
  whenStopped(() => {
    console.error('\nStopped; deleting what was made ...');
    return cleanUp(environment);
  });
  const observations = await observe(environment, say);
  writeFileSync(values.out, `${JSON.stringify(observations, null, 2)}\n`);
  say(
    `${values.out} is written. Read it, and send it if you like: the issue template "Observations" takes it.`,
  );
}

/** @throws Error when nobody agrees. */
async function askForConsent(environment: string): Promise<void> {
  if (!process.stdin.isTTY) throw new Error('Nobody can be asked here; --yes agrees to what is said above.');
  const asking = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await asking.question(`Do this in ${environment}? (yes/no) `);
  asking.close();
  if (answer.trim().toLowerCase() !== 'yes') throw new Error('Nothing was done.');
}

runCommand(main);
