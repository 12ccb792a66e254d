import { generateKeyPairSync, randomUUID, sign, verify, type JsonWebKey } from 'node:crypto';
import type { Account } from './accounts';

/** Seconds a token is good for; Entra gives 60 to 90 minutes. */
export const TOKEN_SECONDS = 3599;
/** The one tenant there is. */
export const TENANT = '20000000-0000-4000-8000-0000000000f1';

interface Claims {
  readonly aud?: unknown;
  readonly appid?: unknown;
  readonly exp?: unknown;
}

/** Access tokens as Entra makes them: signed JSON Web Tokens (RS256) of an account for this environment. */
export class AccessTokens {
  private readonly keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  private readonly keyId = randomUUID();
  /** Tokens of sessions that were ended before their time, with the time in seconds at which they end anyway. */
  private readonly revoked = new Map<string, number>();

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

  /** The account of a token; undefined when it is none of ours, for another environment, changed or out of date. */
  accountOf(token: string, audience: string): Account | undefined {
    const { appid, aud, exp } = this.claimsOf(token) ?? {};
    if (this.revoked.has(token) || typeof aud !== 'string' || !isSameMachine(aud, audience)) return undefined;
    if (typeof exp !== 'number' || exp * 1000 <= this.now().getTime()) return undefined;
    return this.accounts.find(({ clientId }) => clientId === appid);
  }

  /** Ends a token before its time. A text that is no token of ours ends nothing. */
  revoke(token: string): void {
    const now = this.now().getTime() / 1000;
    for (const [old, ends] of this.revoked) if (ends <= now) this.revoked.delete(old);
    const exp = this.claimsOf(token)?.exp;
    if (typeof exp === 'number' && exp > now) this.revoked.set(token, exp);
  }

  private claimsOf(token: string): Claims | undefined {
    const [header = '', payload = '', signature = '', ...more] = token.split('.');
    if (more.length > 0 || signature === '') return undefined;
    const text = Buffer.from(`${header}.${payload}`);
    if (!verify('sha256', text, this.keys.publicKey, Buffer.from(signature, 'base64url'))) return undefined;
    return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims;
  }

  /** The public key, as `/discovery/v2.0/keys` lists it. */
  publicKey(): JsonWebKey {
    return { ...this.keys.publicKey.export({ format: 'jwk' }), kid: this.keyId, use: 'sig', alg: 'RS256' };
  }
}

/** This machine has three names; the rest of an environment's address has to be the same. */
function isSameMachine(one: string, other: string): boolean {
  const plain = (address: string): string =>
    address.replace(/\/+$/, '').replace(/\/\/(?:localhost|\[::1\])(?=:|$)/i, '//127.0.0.1');
  return plain(one) === plain(other);
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
