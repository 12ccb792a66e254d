import { DeploymentFailure, withSignsOfLife, type Deployment } from './deployment';
import { endOfSystemJob, succeeded } from './system-jobs';
import { DataverseRefusal } from './web-api';

/**
 * Publishes what unmanaged solutions brought, in a job, as it may take many minutes. Managed ones are published by their
 * import. An environment without the job's action publishes while it is waited for.
 * @throws DeploymentFailure, DataverseRefusal
 */
export async function publish(deployment: Deployment): Promise<void> {
  const { api, say } = deployment;
  say('Publishing');
  const operationId = await beginPublishing(deployment);
  if (operationId === undefined) {
    await withSignsOfLife(deployment, 'publishing', api.post('PublishAllXml', {}, { isRepeatable: true }));
    return;
  }
  const job = await endOfSystemJob(
    deployment,
    operationId,
    'publishing',
    'All solutions are imported, and publishing goes on in the environment.',
  );
  if (job.statuscode === succeeded) return;
  throw new DeploymentFailure(
    `All solutions are imported, but publishing failed: ${job.message ?? 'no reason given'}. Choose Publish all customizations in Power Apps when the cause is gone.`,
  );
}

async function beginPublishing({ api }: Deployment): Promise<string | undefined> {
  try {
    const answer = await api.post<{ AsyncOperationId: string }>(
      'PublishAllXmlAsync',
      {},
      { isRepeatable: true },
    );
    return answer.AsyncOperationId;
  } catch (error) {
    if (error instanceof DataverseRefusal && [404, 501].includes(error.status)) return undefined;
    throw error;
  }
}
