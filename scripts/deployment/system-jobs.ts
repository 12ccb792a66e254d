import { DeploymentFailure, steadyVoice, type Deployment } from './deployment';
import { readImportResults, type ComponentResult } from './import-results';
import { DataverseRefusal, Unanswered, type WebApi } from './web-api';

export interface SystemJob {
  readonly statecode: number;
  readonly statuscode: number;
  readonly message?: string | null;
}

const completed = 3;
export const succeeded = 30;

/**
 * Waits for a system job. A look that fails is no end: the job goes on in the environment, so it is looked again.
 * @throws DeploymentFailure at the deadline, with what goes on by itself.
 */
export function endOfSystemJob(
  deployment: Deployment,
  operationId: string,
  what: string,
  goesOn: string,
): Promise<SystemJob> {
  const { api } = deployment;
  return lookUntil(deployment, `  ${what} ...`, goesOn, async (voice) => {
    const job = await api.get<SystemJob>(
      `asyncoperations(${operationId})?$select=statecode,statuscode,message`,
    );
    if (job.statecode === completed) return job;
    voice(`  ${what} ...`);
    return undefined;
  });
}

interface ImportJobRow {
  readonly progress: number | null;
  readonly completedon: string | null;
  readonly solutionname: string | null;
  readonly data: string | null;
}

export interface EndedImport {
  readonly solution: string;
  readonly isDone: boolean;
  readonly reason: string;
  readonly results: readonly ComponentResult[];
}

/**
 * Waits for an import while it tells the progress.
 * @param operationId the system job that runs it; undefined when nobody heard of it, and the import job itself tells.
 * @throws DeploymentFailure at the deadline, with the command that takes it up again.
 */
export function endOfImport(
  deployment: Deployment,
  importJobId: string,
  operationId: string | undefined,
): Promise<EndedImport> {
  const { api, resumeCommand } = deployment;
  const goesOn = `The import goes on in the environment. Take it up again with\n  ${resumeCommand(importJobId)}`;
  return lookUntil(deployment, '  importing ... 0 %', goesOn, async (voice) => {
    const job =
      operationId === undefined
        ? undefined
        : await api.get<SystemJob>(`asyncoperations(${operationId})?$select=statecode,statuscode,message`);
    const row = await importJobRow(api, importJobId);
    voice(`  importing ... ${Math.round(row?.progress ?? 0)} %`);
    const hasEnded = job ? job.statecode === completed : typeof row?.completedon === 'string';
    if (!hasEnded) return undefined;
    const results = readImportResults(row?.data ?? '');
    const isDone = job ? job.statuscode === succeeded : (row?.progress ?? 0) >= 100;
    return { solution: row?.solutionname ?? '', isDone, reason: reasonOf(job, results), results };
  });
}

/** Whether the environment knows of an import job that was asked for. */
export async function hasBegun(api: WebApi, importJobId: string): Promise<boolean> {
  return (await importJobRow(api, importJobId)) !== undefined;
}

async function importJobRow(api: WebApi, importJobId: string): Promise<ImportJobRow | undefined> {
  const { value } = await api.get<{ value: ImportJobRow[] }>(
    `importjobs?$select=progress,completedon,solutionname,data&$filter=importjobid eq ${importJobId}`,
  );
  return value[0];
}

function reasonOf(job: SystemJob | undefined, results: readonly ComponentResult[]): string {
  const failed = results.filter(({ result }) => result === 'failure');
  if (failed.length === 0) return job?.message ?? 'no reason given';
  return failed.map(({ kind, name, reason }) => `\n  ${kind} ${name}: ${reason}`).join('');
}

async function lookUntil<T>(
  deployment: Deployment,
  first: string,
  goesOn: string,
  look: (voice: (line: string) => void) => Promise<T | undefined>,
): Promise<T> {
  const { wait, now, deadline, pollEvery = 2000 } = deployment;
  const voice = steadyVoice(deployment);
  voice(first);
  for (;;) {
    const found = await look(voice).catch((error: unknown) => {
      voice(`  the environment does not answer for now: ${messageOf(error)}`);
      return undefined;
    });
    if (found !== undefined) return found;
    if (now() > deadline) throw new DeploymentFailure(`It takes longer than the limit. ${goesOn}`);
    await wait(pollEvery);
  }
}

/** @throws what is no passing trouble. */
function messageOf(error: unknown): string {
  const isPassing =
    error instanceof Unanswered ||
    (error instanceof DataverseRefusal
      ? error.status >= 500 || error.status === 429
      : error instanceof Error && error.message.includes('cannot be reached'));
  if (!isPassing) throw error;
  return (error as Error).message;
}
