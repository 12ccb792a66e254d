import { randomUUID } from 'node:crypto';
import { compareVersions } from '../../solution-package';
import { DeploymentFailure, withSignsOfLife, type Deployment } from './deployment';
import { endOfImport, endOfSystemJob, hasBegun, succeeded, type EndedImport } from './system-jobs';
import { DataverseRefusal, Unanswered, type WebApi } from './web-api';

/** A solution file that is to be in an environment. */
export interface SolutionFile {
  readonly uniqueName: string;
  readonly version: string;
  readonly isManaged: boolean;
  readonly bytes: Uint8Array;
  /** An import of it that an earlier run began has just ended well, so only what follows an import is left. */
  readonly isImported?: boolean;
}

interface InstalledSolution {
  readonly uniquename: string;
  readonly version: string;
  readonly ismanaged: boolean;
}

/** What has to be done, from what is installed. */
export type DeploymentPlan =
  | { readonly kind: 'install' | 'update' }
  | { readonly kind: 'upgrade'; readonly from: string }
  /** An earlier upgrade to this very version waits to take the old one's place. */
  | { readonly kind: 'promote'; readonly from: string };

/**
 * Brings a solution into an environment: stages it, imports it in a job while it tells the progress, upgrades by
 * a holding solution when a managed one of a lower version is there, and tells what became of each component.
 * @throws DeploymentFailure with Dataverse's reasons; DataverseRefusal.
 */
export async function deploySolution(deployment: Deployment, file: SolutionFile): Promise<DeploymentPlan> {
  const { api, say } = deployment;
  const plan = await planFor(api, file);
  if (file.isImported && plan.kind !== 'promote') return plan;
  say(wordsFor(plan, file));
  if (plan.kind !== 'promote') await importFile(deployment, file, plan.kind === 'upgrade');
  if (plan.kind === 'upgrade' || plan.kind === 'promote') await promote(deployment, file, plan.from);
  return plan;
}

async function promote(deployment: Deployment, file: SolutionFile, from: string): Promise<void> {
  const { api } = deployment;
  const what = `putting ${file.version} in the place of ${from}`;
  const beside = `${file.uniqueName} ${file.version} is imported beside ${from}`;
  const again = 'Run the command again when the cause is gone; it goes on from here.';
  const { AsyncOperationId } = await api
    .post<{ AsyncOperationId: string }>('DeleteAndPromoteAsync', { UniqueName: file.uniqueName })
    .catch((error: unknown) => {
      // It may have begun, and must not be asked for twice.
      if (!(error instanceof Unanswered)) throw error;
      throw new DeploymentFailure(`${beside}. ${error.message} ${again}`);
    });
  const job = await endOfSystemJob(
    deployment,
    AsyncOperationId,
    what,
    `${beside}, and the environment goes on ${what}. Run the command again when that has ended.`,
  );
  if (job.statuscode === succeeded) return;
  throw new DeploymentFailure(
    `${beside} but could not take its place: ${job.message ?? 'no reason given'}. ${again}`,
  );
}

/** Waits for an import that an earlier run began. @throws DeploymentFailure when it failed, or goes on too long. */
export async function takeUpImport(deployment: Deployment, importJobId: string): Promise<string> {
  deployment.say(`Import job ${importJobId}`);
  const ended = await endOfImport(deployment, importJobId, undefined);
  tellResults(deployment, ended);
  return ended.solution;
}

async function planFor(api: WebApi, file: SolutionFile): Promise<DeploymentPlan> {
  const names = [file.uniqueName, `${file.uniqueName}_Upgrade`];
  const filter = names.map((name) => `uniquename eq '${name}'`).join(' or ');
  const { value } = await api.get<{ value: InstalledSolution[] }>(
    `solutions?$select=uniquename,version,ismanaged&$filter=${encodeURIComponent(filter)}`,
  );
  const [installed, holding] = names.map((name) => value.find(({ uniquename }) => uniquename === name));
  return decide(file, installed, holding);
}

/** @throws DeploymentFailure for a downgrade, a change between managed and unmanaged, an unfinished other upgrade. */
export function decide(
  file: SolutionFile,
  installed: InstalledSolution | undefined,
  holding: InstalledSolution | undefined,
): DeploymentPlan {
  const { uniqueName, version, isManaged } = file;
  if (!installed) return { kind: 'install' };
  if (installed.ismanaged !== isManaged) {
    const [there, given] = installed.ismanaged ? ['managed', 'unmanaged'] : ['unmanaged', 'managed'];
    throw new DeploymentFailure(
      `${uniqueName} is installed as ${there}; the ${given} file cannot replace it. ${
        installed.ismanaged ? 'Leave out --unmanaged.' : 'Use --unmanaged, or uninstall it first.'
      }`,
    );
  }
  if (holding) {
    if (compareVersions(holding.version, version) === 0) return { kind: 'promote', from: installed.version };
    throw new DeploymentFailure(
      `An upgrade of ${uniqueName} to ${holding.version} was begun and not finished. Apply or delete the solution ${holding.uniquename} first.`,
    );
  }
  const difference = compareVersions(version, installed.version);
  if (difference < 0) {
    throw new DeploymentFailure(
      `${uniqueName} ${installed.version} is installed, which is newer than ${version}. Dataverse does not downgrade: uninstall it first, if you mean to.`,
    );
  }
  return isManaged && difference > 0 ? { kind: 'upgrade', from: installed.version } : { kind: 'update' };
}

function wordsFor(plan: DeploymentPlan, { uniqueName, version, isManaged }: SolutionFile): string {
  const what = `${uniqueName} ${version} (${isManaged ? 'managed' : 'unmanaged'})`;
  switch (plan.kind) {
    case 'install':
      return `${what}: not there yet, will be installed`;
    case 'update':
      return `${what}: will be updated in place`;
    case 'upgrade':
      return `${what}: ${plan.from} will be upgraded`;
    case 'promote':
      return `${what}: imported already beside ${plan.from}`;
  }
}

interface StageResults {
  readonly StageSolutionUploadId: string;
  readonly StageSolutionStatus: string | number;
  readonly SolutionValidationResults?: readonly { readonly Message: string }[];
  readonly MissingDependencies?: readonly {
    readonly RequiredComponentSchemaName: string;
    readonly RequiredComponentType?: string;
    readonly RequiredSolutionName?: string;
  }[];
}

async function importFile(deployment: Deployment, file: SolutionFile, asHolding: boolean): Promise<void> {
  const { api, say, onImportJob } = deployment;
  say('  staging ...');
  const { StageSolutionResults: staged } = await withSignsOfLife(
    deployment,
    'staging',
    api.post<{ StageSolutionResults: StageResults }>(
      'StageSolution',
      { CustomizationFile: Buffer.from(file.bytes).toString('base64') },
      // Nothing but a copy of the file comes of it.
      { isRepeatable: true },
    ),
  );
  tellWarnings(deployment, staged);
  refuseUnlessPassed(file, staged);
  const jobId = randomUUID();
  onImportJob?.(jobId);
  const operationId = await beginImport(deployment, jobId, staged.StageSolutionUploadId, asHolding);
  const ended = await endOfImport(deployment, jobId, operationId);
  onImportJob?.(undefined);
  tellResults(deployment, ended, file.uniqueName);
}

/**
 * Begins the import. When nobody hears whether it began, the environment is asked for its import job, whose id is ours;
 * only what surely did not begin is begun again.
 * @returns id of the system job; undefined when it began unheard.
 */
async function beginImport(
  { api, say, wait }: Deployment,
  jobId: string,
  uploadId: string,
  asHolding: boolean,
): Promise<string | undefined> {
  const parameters = {
    OverwriteUnmanagedCustomizations: false,
    PublishWorkflows: true,
    ImportJobId: jobId,
    HoldingSolution: asHolding,
    SolutionParameters: {
      '@odata.type': 'Microsoft.Dynamics.CRM.SolutionParameters',
      StageSolutionUploadId: uploadId,
    },
  };
  try {
    return (await api.post<{ AsyncOperationId: string }>('ImportSolutionAsync', parameters)).AsyncOperationId;
  } catch (error) {
    // A server's error may come after the import began, too.
    const isUnknown =
      error instanceof Unanswered || (error instanceof DataverseRefusal && error.status >= 500);
    if (!isUnknown) throw error;
    say(`  ${error.message} Looking whether the import began ...`);
    for (let look = 0; look < looksForBegin; look += 1) {
      if (await hasBegun(api, jobId)) return undefined;
      await wait(millisecondsBetweenLooks);
    }
    throw new DeploymentFailure(`The import did not begin. Run the command again. (${error.message})`);
  }
}

const looksForBegin = 24;
const millisecondsBetweenLooks = 5000;

function tellResults(
  { say }: Deployment,
  { solution, isDone, reason, results }: EndedImport,
  name = solution,
) {
  for (const { kind, name: component, result, reason: why } of results) {
    say(`  ${result.padEnd(7)} ${kind} ${component}${why === '' ? '' : `: ${why}`}`);
  }
  if (!isDone) throw new DeploymentFailure(`${name} could not be imported: ${reason}`);
}

/** What staging says of a solution that it takes all the same. */
function tellWarnings(
  { say }: Deployment,
  { SolutionValidationResults = [], ...staged }: StageResults,
): void {
  if (!hasPassed(staged)) return;
  for (const { Message } of SolutionValidationResults) say(`  staging warns: ${Message}`);
}

function hasPassed({ StageSolutionStatus }: Pick<StageResults, 'StageSolutionStatus'>): boolean {
  // The enumeration's member, or its number where the answer does not use names (Failed is 0).
  return StageSolutionStatus === 'Passed' || StageSolutionStatus === 1;
}

function refuseUnlessPassed(file: SolutionFile, staged: StageResults): void {
  if (hasPassed(staged)) return;
  const reasons = [
    ...(staged.SolutionValidationResults ?? []).map(({ Message }) => Message),
    ...(staged.MissingDependencies ?? []).map(
      ({ RequiredComponentSchemaName, RequiredComponentType, RequiredSolutionName }) =>
        `it needs ${kindOf(RequiredComponentType)}${RequiredComponentSchemaName}${RequiredSolutionName ? ` of ${RequiredSolutionName}` : ''}, which is not there`,
    ),
  ];
  throw new DeploymentFailure(
    `The environment does not take ${file.uniqueName}; nothing was imported:\n${reasons.map((reason) => `  ${reason}`).join('\n')}`,
  );
}

const kinds: Readonly<Record<string, string>> = {
  1: 'the table ',
  2: 'the column ',
  29: 'the flow ',
  60: 'the form ',
  66: 'the control ',
  380: 'the environment variable ',
  connectionreference: 'the connection reference ',
};

function kindOf(type: string | undefined): string {
  return kinds[type ?? ''] ?? '';
}
