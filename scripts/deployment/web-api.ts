/** A request that the environment refused, in its own words. */
export class DataverseRefusal extends Error {
  override readonly name = 'DataverseRefusal';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export interface WebApiOptions {
  /** Address of the environment without a slash at its end. */
  readonly environment: string;
  /** Bearer token, asked for before every request; undefined where no sign-in is needed. */
  token(): Promise<string | undefined>;
  wait(milliseconds: number): Promise<void>;
}

/** The few calls of the Web API that a deployment makes. */
export interface WebApi {
  /** @throws DataverseRefusal */
  get<T>(path: string): Promise<T>;
  /** The answer's body, undefined for 204. @throws DataverseRefusal */
  post<T>(action: string, parameters: object): Promise<T>;
}

const attempts = 5;
/** Answers after which the same request may be sent again: throttled, or the server was not there for a moment. */
const passing = new Set([429, 502, 503, 504]);

export function connectWebApi({ environment, token, wait }: WebApiOptions): WebApi {
  const send = async <T>(method: string, path: string, body?: object): Promise<T> => {
    for (let attempt = 1; ; attempt += 1) {
      const bearer = await token();
      const response = await reach(environment, `/api/data/v9.2/${path}`, {
        method,
        headers: {
          accept: 'application/json',
          'odata-version': '4.0',
          'odata-maxversion': '4.0',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (response.ok) return (text === '' ? undefined : JSON.parse(text)) as T;
      if (!passing.has(response.status) || attempt === attempts) throw refusalOf(response, text);
      const seconds = Number(response.headers.get('retry-after') ?? 2 ** attempt);
      await wait((Number.isFinite(seconds) ? seconds : 2 ** attempt) * 1000);
    }
  };
  return {
    get: (path) => send('GET', path),
    post: (action, parameters) => send('POST', action, parameters),
  };
}

/** @throws Error that names the address and what the network said. */
async function reach(environment: string, path: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(environment + path, request);
  } catch (error) {
    const cause = (error as { cause?: { code?: string; message?: string } }).cause;
    throw new Error(`${environment} cannot be reached: ${cause?.code ?? cause?.message ?? String(error)}.`);
  }
}

function refusalOf(response: Response, text: string): DataverseRefusal {
  try {
    const { error } = JSON.parse(text) as { error: { code: string; message: string } };
    return new DataverseRefusal(response.status, error.code, error.message);
  } catch {
    return new DataverseRefusal(
      response.status,
      '',
      `The environment answered ${response.status} ${response.statusText}.`,
    );
  }
}
