import type { Config } from 'dynamics-web-api';
import type { LocalDataverse } from '../../../emulator/local-dataverse';

/** What the first account gets for its secret. */
export async function accessToken({ accounts: [account], url }: LocalDataverse): Promise<string> {
  if (account === undefined) throw new Error('There is nobody who may sign in.');
  const response = await fetch(`${url}/common/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: account.clientId,
      client_secret: account.clientSecret,
      scope: `${url}/.default`,
    }),
  });
  return ((await response.json()) as { access_token: string }).access_token;
}

/** A client's configuration that signs in as the first account may: with its secret. */
export function signedIn(dataverse: LocalDataverse): Config {
  return {
    serverUrl: `${dataverse.url}/`,
    dataApi: { version: '9.2' },
    onTokenRefresh: () => accessToken(dataverse),
  };
}
