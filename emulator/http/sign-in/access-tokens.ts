import { generateKeyPairSync, randomUUID, sign, verify, type JsonWebKey } from 'node:crypto';
import type { Account } from './accounts';

/** Seconds a token is good for; Entra gives 60 to 90 minutes. */
export const TOKEN_SECONDS = 3599;
/** The one tenant there is. */
export const TENANT = '20000000-0000-4000-8000-0000000000f1';

interface Claims {
  readonly appid?: unknown;
  readonly exp?: unknown;
}

/** Access tokens as Entra makes them: signed JSON Web Tokens (RS256) of an account for this environment. */
export class AccessTokens {
  private readonly keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  private readonly keyId = randomUUID();

  constructor(
    private readonly accounts: readonly Account[],
    private readonly now: () => Date,
  ) {}

  /** @param audience address of the environment, e.g. `http://127.0.0.1:5151` */
  issue(account: Account, audience: string): string {
    const seconds = Math.floor(this.now().getTime() / 1000);
    const claims = {
      aud: audience,
      iss: `${audience}/${TENANT}/v2.0`,
      iat: seconds,
      nbf: seconds,
      exp: seconds + TOKEN_SECONDS,
      appid: account.clientId,
      oid: account.objectId,
      sub: account.objectId,
      tid: TENANT,
      ver: '1.0',
    };
    const text = `${encoded({ typ: 'JWT', alg: 'RS256', kid: this.keyId })}.${encoded(claims)}`;
    return `${text}.${sign('sha256', Buffer.from(text), this.keys.privateKey).toString('base64url')}`;
  }

  /** The account of a token; undefined when it is none of ours, was changed or is out of date. */
  accountOf(token: string): Account | undefined {
    const [header = '', payload = '', signature = '', ...more] = token.split('.');
    if (more.length > 0 || signature === '') return undefined;
    const text = Buffer.from(`${header}.${payload}`);
    if (!verify('sha256', text, this.keys.publicKey, Buffer.from(signature, 'base64url'))) return undefined;
    const { appid, exp } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims;
    if (typeof exp !== 'number' || exp * 1000 <= this.now().getTime()) return undefined;
    return this.accounts.find(({ clientId }) => clientId === appid);
  }

  /** The public key, as `/discovery/v2.0/keys` lists it. */
  publicKey(): JsonWebKey {
    return { ...this.keys.publicKey.export({ format: 'jwk' }), kid: this.keyId, use: 'sig', alg: 'RS256' };
  }
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
