import type { Random } from './random';

const faultKinds = [
  'dropped',
  'answerLost',
  'delayed',
  'throttled',
  'unavailable',
  'serverError',
  'sqlTimeout',
  'signedOut',
  'cutBody',
  'signInPage',
] as const;
type FaultKind = (typeof faultKinds)[number];

/** A way to the server that loses, delays and spoils requests and answers. */
export interface FaultyNetwork {
  readonly send: typeof fetch;
  /** From 0, no faults, to 1, nothing but faults. */
  rate: number;
  faults(): number;
}

/** @param addressOf - the server's address, which is another one after a restart. */
export function createFaultyNetwork(random: Random, addressOf: () => string): FaultyNetwork {
  let count = 0;

  async function send(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const { pathname, search } = new URL(input instanceof Request ? input.url : input, addressOf());
    const forward = (): Promise<Response> => fetch(addressOf() + pathname + search, init);
    if (!random.chance(network.rate)) return forward();
    count += 1;
    return strike(random.pick(faultKinds), forward, random);
  }

  const network: FaultyNetwork = { send: send, rate: 0, faults: () => count };
  return network;
}

async function strike(kind: FaultKind, forward: () => Promise<Response>, random: Random): Promise<Response> {
  switch (kind) {
    case 'dropped':
      throw new TypeError('Failed to fetch');
    case 'answerLost':
      await (await forward()).arrayBuffer();
      throw new TypeError('Failed to fetch');
    case 'delayed':
      await new Promise((resolve) => setTimeout(resolve, random.below(40)));
      return forward();
    case 'throttled':
      return refusal(429, '0x80072322', { 'Retry-After': random.pick(['1', '0', '2', 'soon']) });
    case 'unavailable':
      return refusal(503, '0x80040216', {});
    case 'serverError':
      // The work may be done or not.
      if (random.chance(0.5)) await (await forward()).arrayBuffer();
      return refusal(500, '0x80040216', {});
    case 'sqlTimeout':
      if (random.chance(0.5)) await (await forward()).arrayBuffer();
      return refusal(400, '0x80044151', {});
    case 'signedOut':
      return refusal(401, '', {});
    case 'cutBody':
      return cut(await forward());
    case 'signInPage':
      return new Response('<!doctype html><title>Sign in</title>', {
        status: 200,
        headers: { 'Content-Type': 'text/html' },
      });
  }
}

function refusal(status: number, code: string, headers: Readonly<Record<string, string>>): Response {
  const body = code === '' ? '' : JSON.stringify({ error: { code, message: 'Trouble.' } });
  return new Response(body, { status, headers: { 'Content-Type': 'application/json', ...headers } });
}

async function cut(response: Response): Promise<Response> {
  const text = await response.text();
  if (text === '') throw new TypeError('Failed to fetch');
  const { status, headers } = response;
  return new Response(text.slice(0, Math.floor(text.length / 2)), { status, headers });
}
