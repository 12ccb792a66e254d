import { startLocalDataverse, type LocalDataverse } from '../../local-dataverse';

export type Json = Record<string, unknown>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly json: Json;
  readonly text: string;
}

/** A local Dataverse for tests, and short ways to ask it. */
export class TestDataverse {
  private constructor(private readonly dataverse: LocalDataverse) {}

  static async start(): Promise<TestDataverse> {
    return new TestDataverse(await startLocalDataverse());
  }

  get url(): string {
    return this.dataverse.url;
  }

  close(): Promise<void> {
    return this.dataverse.close();
  }

  async send(
    method: string,
    path: string,
    body?: object | string,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.url}/api/data/v9.2/${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    const json = isJson ? (JSON.parse(text) as Json) : {};
    return { status: response.status, headers: response.headers, text, json };
  }

  get(path: string, headers?: Record<string, string>): Promise<Answer> {
    return this.send('GET', path, undefined, headers);
  }

  /** Creates a row; resolves to its id. */
  async create(set: string, row: object): Promise<string> {
    const { headers } = await this.send('POST', set, row);
    return /\(([^)]*)\)$/.exec(headers.get('OData-EntityId') ?? '')?.[1] ?? '';
  }

  /** The names in the rows of an answer. */
  async namesOf(query: string): Promise<unknown[]> {
    const { json } = await this.get(query);
    return (json['value'] as Json[]).map((row) => row['lastname'] ?? row['name']);
  }
}

/** An error in Dataverse's envelope whose message holds these words. */
export function errorWith(code: string, words: string): Json {
  return { error: { code, message: expect.stringContaining(words) as string } };
}
