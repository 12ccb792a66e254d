import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';

/**
 * Imports a solution zip through the Web API, as the Power Platform tools do.
 * @param accessToken - for an environment that asks for a sign-in.
 * @throws Error with the environment's own words when it refuses.
 */
export async function importSolution(
  environmentUrl: string,
  zipFile: string,
  accessToken?: string,
): Promise<void> {
  const response = await fetch(`${environmentUrl}/api/data/v9.2/ImportSolution`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'OData-Version': '4.0',
      'OData-MaxVersion': '4.0',
      ...(accessToken === undefined ? {} : { Authorization: `Bearer ${accessToken}` }),
    },
    body: JSON.stringify({
      OverwriteUnmanagedCustomizations: false,
      PublishWorkflows: true,
      CustomizationFile: readFileSync(zipFile).toString('base64'),
      ImportJobId: randomUUID(),
    }),
  });
  if (response.ok) return;
  throw new Error(`The solution could not be imported: ${wordsOf(await response.text(), response.status)}`);
}

function wordsOf(body: string, status: number): string {
  try {
    const { error } = JSON.parse(body) as { error?: { code?: string; message?: string } };
    if (error?.message !== undefined) return `${error.message} (${error.code ?? status})`;
  } catch {
    // Not the Web API's envelope; the status says what there is to say.
  }
  return `HTTP ${status}`;
}
