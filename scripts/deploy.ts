import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import {
  chooseSignIn,
  connectWebApi,
  DataverseRefusal,
  deploySolution,
  nextSteps,
  readEnvironmentAddress,
  tokenSource,
} from './deployment';
import { packSolutions, projectVersion, zipsInDist } from './packing';

const help = `npm run deploy -- --environment https://contoso.crm4.dynamics.com [--managed] [--flows]

Packs the solutions and imports them into an environment; upgrades what is there in a lower version.
Signs in with a device code, or as an application when AZURE_TENANT_ID and AZURE_CLIENT_ID are set with
AZURE_CLIENT_SECRET, AZURE_FEDERATED_TOKEN_FILE, or in a job of GitHub Actions with id-token: write.

  --environment  the Environment URL
  --managed      the managed files, for every environment but the one you develop in
  --flows        the solution with the sample flows as well
  --form         the form of the segment definition with the control on it as well
  --packed       takes the zips that are in dist/ instead of packing
  --tenant       tenant to sign in to; AZURE_TENANT_ID or that of the account unless given
  --client-id    application to sign in with; AZURE_CLIENT_ID or that of Microsoft's samples unless given
  --help         this text`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      environment: { type: 'string' },
      managed: { type: 'boolean', default: false },
      flows: { type: 'boolean', default: false },
      form: { type: 'boolean', default: false },
      packed: { type: 'boolean', default: false },
      tenant: { type: 'string' },
      'client-id': { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(help);
    return;
  }
  const root = join(__dirname, '..');
  const address = readEnvironmentAddress(values.environment);
  const api = connectWebApi({
    environment: address.url,
    wait,
    token: tokenSource(
      address,
      chooseSignIn(process.env, {
        ...(values.tenant === undefined ? {} : { tenantId: values.tenant }),
        ...(values['client-id'] === undefined ? {} : { clientId: values['client-id'] }),
      }),
      console.log,
    ),
  });
  await api.get('WhoAmI()');
  const packed = values.packed
    ? zipsInDist(root, { form: values.form })
    : await packSolutions({ root, say: console.log, form: values.form });
  for (const { solution, kind, file } of packed) {
    if ((kind === 'managed') !== values.managed) continue;
    if (solution === 'SegmentMembersFlows' && !values.flows) continue;
    await deploySolution(
      { api, say: console.log, wait },
      {
        uniqueName: solution,
        version: projectVersion(root),
        isManaged: values.managed,
        bytes: new Uint8Array(readFileSync(file)),
      },
    );
  }
  console.log('Publishing ...');
  await api.post('PublishAllXml', {});
  console.log(`\nDone.\n\n${nextSteps({ withFlows: values.flows, withForm: values.form })}`);
}

main().catch((error: unknown) => {
  const isRefused = error instanceof DataverseRefusal && error.code !== '';
  const message = error instanceof Error ? error.message : String(error);
  console.error(isRefused ? `The environment refused: ${message} (${error.code})` : message);
  process.exitCode = 1;
});
