import type { Environment } from '../../../observing';

const wait = () => new Promise<void>((resolve) => setTimeout(resolve, 2));

/**
 * The environment at the address of a local Dataverse.
 * @param breakAt number of the request that gets no answer.
 */
export function environmentAt(url: string, breakAt = Infinity): Environment {
  let sent = 0;
  return {
    wait,
    async send(method, path, body) {
      sent += 1;
      if (sent >= breakAt) throw new Error('The line was cut.');
      const response = await fetch(`${url}/api/data/v9.2/${path}`, {
        method,
        headers: { 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const parsed = (text === '' ? undefined : JSON.parse(text)) as
        { error?: { code: string; message: string } } | undefined;
      return { status: response.status, body: parsed, refusal: parsed?.error };
    },
  };
}
