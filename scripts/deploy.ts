import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { readSolutionPackage, readZip, solutionVersion } from '../solution-package';
import {
  applySettings,
  chooseSignIn,
  connectWebApi,
  DataverseRefusal,
  deploySolution,
  preflight,
  printable,
  printReport,
  publish,
  readEnvironmentAddress,
  readSettings,
  reportOf,
  settingsTemplate,
  takeUpImport,
  tokenSource,
  type Deployment,
} from './deployment';
import { packSolutions, projectVersion, zipsInDist } from './packing';
import { runCommand, whenStopped } from './run-command';

const help = `npm run deploy -- --environment https://contoso.crm4.dynamics.com [--flows] [--form]

Packs the solutions and imports them into an environment, managed; upgrades what is there in a lower version.
Signs in with a device code, or as an application when AZURE_TENANT_ID and AZURE_CLIENT_ID are set with
AZURE_CLIENT_SECRET, AZURE_FEDERATED_TOKEN_FILE, or in a job of GitHub Actions with id-token: write.
Goes through the proxy that HTTPS_PROXY and NO_PROXY name, and trusts what the system trusts.

  --environment  the Environment URL
  --check        only says what the environment lacks; nothing is sent
  --unmanaged    the unmanaged files, for the environment you develop in
  --flows        the solution with the sample flows as well
  --form         the form of the segment definition with the control on it as well
  --settings     file with environment variables and connection references, in the format of pac
  --create-settings  writes a template of that file and ends
  --packed       takes the zips that are in dist/ instead of packing
  --limit        minutes to wait for the environment; 120 unless given
  --import-job   takes up an import that an earlier run left going on
  --tenant       tenant to sign in to; AZURE_TENANT_ID or that of the account unless given
  --client-id    application to sign in with; AZURE_CLIENT_ID or that of Microsoft's samples unless given
  --help         this text`;

const options = {
  environment: { type: 'string' },
  check: { type: 'boolean', default: false },
  managed: { type: 'boolean' },
  unmanaged: { type: 'boolean', default: false },
  flows: { type: 'boolean', default: false },
  form: { type: 'boolean', default: false },
  settings: { type: 'string' },
  'create-settings': { type: 'string' },
  packed: { type: 'boolean', default: false },
  limit: { type: 'string', default: '120' },
  'import-job': { type: 'string' },
  tenant: { type: 'string' },
  'client-id': { type: 'string' },
  help: { type: 'boolean' },
} as const;

const root = join(__dirname, '..');
const say = (line: string) => {
  console.log(printable(line));
};
let importJobThatGoesOn: string | undefined;

async function main(): Promise<void> {
  const { values } = parseArgs({ options });
  if (values.help) {
    console.log(help);
    return;
  }
  if (values.managed && values.unmanaged) throw new Error('Choose one of --managed and --unmanaged.');
  if (values['create-settings'] !== undefined) {
    const { files } = await filesToDeploy();
    writeFileSync(
      values['create-settings'],
      `${JSON.stringify(settingsTemplate(files.map(open)), null, 2)}\n`,
    );
    say(`${values['create-settings']} is written; what stays empty is left as it is in the environment.`);
    return;
  }
  const address = readEnvironmentAddress(values.environment);
  const settings = values.settings === undefined ? undefined : readSettings(values.settings);
  const api = connectWebApi({
    environment: address.url,
    wait,
    token: tokenSource(
      address,
      chooseSignIn(process.env, { tenantId: values.tenant, clientId: values['client-id'] }),
      say,
    ),
  });
  const lines = await preflight(api, { withFlows: values.flows });
  for (const { kind, text } of lines) say(`${kind.padEnd(7)} ${text}`);
  if (lines.some(({ kind }) => kind === 'lacking')) {
    throw new Error('The environment lacks what is said above; nothing was sent.');
  }
  if (values.check) return;

  const deployment: Deployment = {
    api,
    say,
    wait,
    now: Date.now,
    deadline: Date.now() + minutesOf(values.limit) * 60_000,
    resumeCommand,
    onImportJob: (id) => (importJobThatGoesOn = id),
  };
  const takenUp =
    values['import-job'] === undefined ? undefined : await takeUpImport(deployment, values['import-job']);
  const { files, version } = await filesToDeploy();
  for (const { solution, bytes } of files) {
    const file = {
      uniqueName: solution,
      version: solutionVersion(version),
      isManaged: !values.unmanaged,
      bytes,
      isImported: solution === takenUp,
    };
    await deploySolution(deployment, file);
  }
  if (settings) await applySettings(deployment, settings);
  if (values.unmanaged) await publish(deployment);
  const report = await reportOf(api, files.map(open));
  const chosen = { withFlows: values.flows, withForm: values.form, environment: address.url };
  say(
    `\n${printReport(
      files.map(({ solution }) => `${solution} ${solutionVersion(version)}`),
      report,
      chosen,
    )}`,
  );

  async function filesToDeploy() {
    const packed = values.packed
      ? zipsInDist(root, { form: values.form })
      : await packSolutions({ root, say, form: values.form });
    const files = packed
      .filter(({ kind }) => (kind === 'managed') === !values.unmanaged)
      .filter(({ solution }) => solution !== 'SegmentMembersFlows' || values.flows)
      .map(({ solution, file }) => ({ solution, bytes: new Uint8Array(readFileSync(file)) }));
    return { files, version: projectVersion(root) };
  }
}

function open({ bytes }: { readonly bytes: Uint8Array }) {
  return readSolutionPackage(readZip(bytes));
}

function minutesOf(text: string): number {
  const minutes = Number(text);
  if (Number.isFinite(minutes) && minutes > 0) return minutes;
  throw new Error(`--limit is "${text}" and must be a number of minutes.`);
}

/** The command line of this run, with the import job to take up. */
function resumeCommand(importJobId: string): string {
  const given = process.argv.slice(2).filter((word, index, all) => {
    return word !== '--import-job' && all[index - 1] !== '--import-job';
  });
  return ['npm run deploy --', ...given, '--import-job', importJobId].join(' ');
}

whenStopped(() => {
  const goesOn =
    importJobThatGoesOn === undefined
      ? 'Nothing of it goes on in the environment.'
      : `The import goes on in the environment. Take it up again with\n  ${resumeCommand(importJobThatGoesOn)}`;
  console.error(`\nStopped. ${goesOn}`);
});

/** What went wrong, in words; who refused is said where it was the environment. */
function wordsFor(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isRefused = error instanceof DataverseRefusal && error.code !== '';
  return isRefused ? `The environment refused: ${error.message} (${error.code})` : error.message;
}

runCommand(() =>
  main().catch((error: unknown) => {
    throw new Error(wordsFor(error), { cause: error });
  }),
);
