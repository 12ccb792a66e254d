import { randomUUID } from 'node:crypto';
import { TOKEN_SECONDS, type AccessTokens } from './access-tokens';
import { isSecretOf, type Account } from './accounts';
import type { DeviceCodes } from './device-codes';

export interface TokenAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What token requests are answered from. */
export interface TokenSources {
  readonly accounts: readonly Account[];
  readonly tokens: AccessTokens;
  readonly codes: DeviceCodes;
  now(): Date;
}

/** The parameters of a form that was posted. */
export type Form = ReadonlyMap<string, string>;

/** `POST /<tenant>/oauth2/v2.0/token`, in Entra's words. Source: "Microsoft identity platform" protocol pages. */
export function answerTokenRequest(form: Form, origin: string, sources: TokenSources): TokenAnswer {
  switch (form.get('grant_type')) {
    case 'client_credentials':
      return clientCredentials(form, origin, sources);
    case 'urn:ietf:params:oauth:grant-type:device_code':
    case 'device_code':
      return deviceCode(form, origin, sources);
    case undefined:
      return refusal(
        sources,
        400,
        'invalid_request',
        900144,
        "The request body must contain the following parameter: 'grant_type'.",
      );
    default:
      return refusal(
        sources,
        400,
        'unsupported_grant_type',
        70003,
        `The app requested an unsupported grant type '${short(form.get('grant_type'))}'.`,
      );
  }
}

/** `POST /<tenant>/oauth2/v2.0/devicecode` */
export function answerDeviceCodeRequest(form: Form, origin: string, sources: TokenSources): TokenAnswer {
  const clientId = form.get('client_id');
  if (clientId === undefined || !isKnown(clientId, sources)) return unknownApplication(clientId, sources);
  const wrong = wrongResource(form, origin, sources);
  if (wrong !== undefined) return wrong;
  const code = sources.codes.begin(clientId);
  const page = `${origin}/devicelogin`;
  return {
    status: 200,
    body: {
      user_code: code.userCode,
      device_code: code.deviceCode,
      verification_uri: page,
      expires_in: code.expiresIn,
      interval: code.interval,
      message: `To sign in, use a web browser to open the page ${page} and enter the code ${code.userCode} to authenticate.`,
    },
  };
}

function clientCredentials(form: Form, origin: string, sources: TokenSources): TokenAnswer {
  const clientId = form.get('client_id');
  const account = sources.accounts.find((candidate) => candidate.clientId === clientId?.toLowerCase());
  if (account === undefined) return unknownApplication(clientId, sources);
  if (!isSecretOf(account, form.get('client_secret') ?? '')) {
    const words = `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${account.clientId}'.`;
    return refusal(sources, 401, 'invalid_client', 7000215, words);
  }
  return wrongResource(form, origin, sources) ?? granted(account, origin, form, sources);
}

function deviceCode(form: Form, origin: string, sources: TokenSources): TokenAnswer {
  const clientId = form.get('client_id') ?? '';
  const found = sources.codes.ask(form.get('device_code') ?? form.get('code') ?? '', clientId);
  switch (found) {
    case 'pending':
      return refusal(
        sources,
        400,
        'authorization_pending',
        70016,
        'OAuth 2.0 device flow error. Authorization is pending. Continue polling.',
      );
    case 'declined':
      return refusal(
        sources,
        400,
        'authorization_declined',
        70018,
        'The end user denied the authorization request.',
      );
    case 'expired':
      return refusal(
        sources,
        400,
        'expired_token',
        70019,
        'The verification code has expired. Have the user retry the sign-in.',
      );
    case 'unknown':
      return refusal(
        sources,
        400,
        'bad_verification_code',
        70018,
        'Bad verification code. The device_code is not recognized.',
      );
    default:
      return granted(found, origin, form, sources);
  }
}

function granted(account: Account, origin: string, form: Form, { tokens }: TokenSources): TokenAnswer {
  return {
    status: 200,
    body: {
      token_type: 'Bearer',
      scope: form.get('scope') ?? `${origin}/.default`,
      expires_in: TOKEN_SECONDS,
      ext_expires_in: TOKEN_SECONDS,
      access_token: tokens.issue(account, origin),
    },
  };
}

/** Tokens are for this environment only. */
function wrongResource(form: Form, origin: string, sources: TokenSources): TokenAnswer | undefined {
  const asked = form.get('resource') ?? form.get('scope') ?? '';
  const isHere = asked.split(/\s+/).some((scope) => scope === origin || scope.startsWith(`${origin}/`));
  if (isHere) return undefined;
  const words = `The resource principal named ${short(asked)} was not found in the tenant. It has to be ${origin}/.default.`;
  return refusal(sources, 400, 'invalid_resource', 500011, words);
}

function isKnown(clientId: string, { accounts }: TokenSources): boolean {
  return accounts.some((account) => account.clientId === clientId.toLowerCase());
}

function unknownApplication(clientId: string | undefined, sources: TokenSources): TokenAnswer {
  if (clientId === undefined) {
    return refusal(
      sources,
      400,
      'invalid_request',
      900144,
      "The request body must contain the following parameter: 'client_id'.",
    );
  }
  const words = `Application with identifier '${short(clientId)}' was not found in the directory 'Local Dataverse'.`;
  return refusal(sources, 400, 'unauthorized_client', 700016, words);
}

function refusal(
  sources: TokenSources,
  status: number,
  error: string,
  number: number,
  words: string,
): TokenAnswer {
  const timestamp = `${sources.now().toISOString().slice(0, 19).replace('T', ' ')}Z`;
  return {
    status,
    body: {
      error,
      error_description: `AADSTS${number}: ${words}`,
      error_codes: [number],
      timestamp,
      trace_id: randomUUID(),
      correlation_id: randomUUID(),
    },
  };
}

function short(text = ''): string {
  return text.slice(0, 100);
}
