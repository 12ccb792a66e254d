import { startLocalDataverse, type LocalDataverse } from '../../../local-dataverse';
import { TENANT } from '../access-tokens';
import type { Account } from '../accounts';

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Headers;
}

export const tokenPath = `/${TENANT}/oauth2/v2.0/token`;

export const errorOf = ({ body }: Answer): { code: string; message: string } =>
  body['error'] as { code: string; message: string };

/** A local Dataverse that asks who calls, and what its clients send. */
export class AskingServer {
  private constructor(readonly dataverse: LocalDataverse) {}

  static async start(now: () => Date = () => new Date()): Promise<AskingServer> {
    return new AskingServer(await startLocalDataverse({ auth: true, now }));
  }

  close(): Promise<void> {
    return this.dataverse.close();
  }

  account(role: Account['role']): Account {
    const found = this.dataverse.accounts.find((candidate) => candidate.role === role);
    if (found === undefined) throw new Error(`There is no account with the role ${role}.`);
    return found;
  }

  credentials(role: Account['role']): Record<string, string> {
    const { clientId, clientSecret } = this.account(role);
    return {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope: `${this.dataverse.url}/.default`,
    };
  }

  async tokenFor(role: Account['role']): Promise<string> {
    const { body } = await this.post(tokenPath, this.credentials(role));
    return String(body['access_token']);
  }

  /** Sends a form, and follows no redirection. */
  post(path: string, form: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams(form).toString(),
      redirect: 'manual',
    });
  }

  callApi(
    token: string | undefined,
    path: string,
    method = 'GET',
    body?: object,
    more: Record<string, string> = {},
  ): Promise<Answer> {
    return this.send(`/api/data/v9.2/${path}`, {
      method,
      headers: {
        'Content-Type': 'application/json',
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
        ...more,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  private async send(path: string, request: RequestInit): Promise<Answer> {
    const response = await fetch(`${this.dataverse.url}${path}`, request);
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return {
      status: response.status,
      body: isJson ? (JSON.parse(text) as Answer['body']) : {},
      headers: response.headers,
    };
  }
}
