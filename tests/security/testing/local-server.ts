import { request } from 'node:http';
import {
  startLocalDataverse,
  type LocalDataverse,
  type LocalDataverseOptions,
} from '../../../emulator/local-dataverse';

/** Does something with a local Dataverse and ends it. */
export async function withDataverse<T>(
  options: LocalDataverseOptions,
  work: (dataverse: LocalDataverse) => Promise<T>,
): Promise<T> {
  const dataverse = await startLocalDataverse(options);
  try {
    return await work(dataverse);
  } finally {
    await dataverse.close();
  }
}

export function postForm(address: string, form: Record<string, string>): Promise<Response> {
  return fetch(address, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
    redirect: 'manual',
  });
}

/** A request whose Host is not where it is sent to; fetch does not let anyone write that header. */
export function statusWithHost(address: string, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(address, { headers: { Host: host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    asked.once('error', reject);
    asked.end();
  });
}
