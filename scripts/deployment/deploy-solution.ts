import { randomUUID } from 'node:crypto';
import { compareVersions } from '../../solution-package';
import { readImportResults, type ComponentResult } from './import-results';
import type { WebApi } from './web-api';

/** A solution file that is to be in an environment. */
export interface SolutionFile {
  readonly uniqueName: string;
  readonly version: string;
  readonly isManaged: boolean;
  readonly bytes: Uint8Array;
}

export interface Deployment {
  readonly api: WebApi;
  say(line: string): void;
  wait(milliseconds: number): Promise<void>;
  /** Milliseconds between two looks at a job that runs. */
  readonly pollEvery?: number;
}

export class DeploymentFailure extends Error {
  override readonly name = 'DeploymentFailure';
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
  say(wordsFor(plan, file));
  if (plan.kind !== 'promote') await importFile(deployment, file, plan.kind === 'upgrade');
  if (plan.kind === 'upgrade' || plan.kind === 'promote') {
    say(`  putting ${file.version} in the place of ${plan.from} ...`);
    const { AsyncOperationId } = await api.post<{ AsyncOperationId: string }>('DeleteAndPromoteAsync', {
      UniqueName: file.uniqueName,
    });
    const job = await endOfJob(deployment, AsyncOperationId);
    if (job.statuscode !== succeeded) {
      throw new DeploymentFailure(
        `${file.uniqueName} ${file.version} is imported beside ${plan.from} but could not take its place: ${job.message ?? 'no reason given'}. Run the command again when the cause is gone; it goes on from here.`,
      );
    }
  }
  return plan;
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
        installed.ismanaged ? 'Use --managed.' : 'Leave out --managed, or uninstall it first.'
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
    readonly RequiredSolutionName?: string;
  }[];
}

async function importFile(deployment: Deployment, file: SolutionFile, asHolding: boolean): Promise<void> {
  const { api, say } = deployment;
  say('  staging ...');
  const { StageSolutionResults: staged } = await api.post<{ StageSolutionResults: StageResults }>(
    'StageSolution',
    {
      CustomizationFile: Buffer.from(file.bytes).toString('base64'),
    },
  );
  refuseUnlessPassed(file, staged);
  const jobId = randomUUID();
  const { AsyncOperationId } = await api.post<{ AsyncOperationId: string }>('ImportSolutionAsync', {
    OverwriteUnmanagedCustomizations: false,
    PublishWorkflows: true,
    ImportJobId: jobId,
    HoldingSolution: asHolding,
    SolutionParameters: {
      '@odata.type': 'Microsoft.Dynamics.CRM.SolutionParameters',
      StageSolutionUploadId: staged.StageSolutionUploadId,
    },
  });
  const job = await endOfJob(deployment, AsyncOperationId, jobId);
  const results = await resultsOf(api, jobId);
  for (const { kind, name, result, reason } of results) {
    say(`  ${result.padEnd(7)} ${kind} ${name}${reason === '' ? '' : `: ${reason}`}`);
  }
  if (job.statuscode === succeeded) return;
  throw new DeploymentFailure(`${file.uniqueName} could not be imported: ${failureReason(job, results)}`);
}

function refuseUnlessPassed(file: SolutionFile, staged: StageResults): void {
  // The enumeration's member, or its number where the answer does not use names (Failed is 0).
  if (staged.StageSolutionStatus === 'Passed' || staged.StageSolutionStatus === 1) return;
  const reasons = [
    ...(staged.SolutionValidationResults ?? []).map(({ Message }) => Message),
    ...(staged.MissingDependencies ?? []).map(
      ({ RequiredComponentSchemaName, RequiredSolutionName }) =>
        `it needs ${RequiredComponentSchemaName}${RequiredSolutionName ? ` of ${RequiredSolutionName}` : ''}, which is not there`,
    ),
  ];
  throw new DeploymentFailure(
    `The environment does not take ${file.uniqueName}; nothing was imported:\n${reasons.map((reason) => `  ${reason}`).join('\n')}`,
  );
}

interface SystemJob {
  readonly statecode: number;
  readonly statuscode: number;
  readonly message?: string | null;
}

const completed = 3;
const succeeded = 30;

/** Waits for a system job, telling the progress of its import job when that changes. */
async function endOfJob(
  deployment: Deployment,
  operationId: string,
  importJobId?: string,
): Promise<SystemJob> {
  const { api, say, wait, pollEvery = 2000 } = deployment;
  let told = -1;
  for (;;) {
    const job = await api.get<SystemJob>(
      `asyncoperations(${operationId})?$select=statecode,statuscode,message`,
    );
    const progress = importJobId === undefined ? undefined : await progressOf(api, importJobId);
    if (progress !== undefined && progress !== told) {
      say(`  importing ... ${progress} %`);
      told = progress;
    }
    if (job.statecode === completed) return job;
    await wait(pollEvery);
  }
}

async function progressOf(api: WebApi, importJobId: string): Promise<number | undefined> {
  const { value } = await api.get<{ value: { progress: number | null }[] }>(
    `importjobs?$select=progress&$filter=importjobid eq ${importJobId}`,
  );
  const progress = value[0]?.progress;
  return typeof progress === 'number' ? Math.round(progress) : undefined;
}

async function resultsOf(api: WebApi, importJobId: string): Promise<ComponentResult[]> {
  const { value } = await api.get<{ value: { data: string | null }[] }>(
    `importjobs?$select=data&$filter=importjobid eq ${importJobId}`,
  );
  return readImportResults(value[0]?.data ?? '');
}

function failureReason(job: SystemJob, results: readonly ComponentResult[]): string {
  const failed = results.filter(({ result }) => result === 'failure');
  if (failed.length === 0) return job.message ?? 'no reason given';
  return failed.map(({ kind, name, reason }) => `\n  ${kind} ${name}: ${reason}`).join('');
}
