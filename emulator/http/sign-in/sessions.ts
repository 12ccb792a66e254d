import type { FastifyRequest } from 'fastify';
import { TOKEN_SECONDS } from './access-tokens';

const COOKIE = 'local-dataverse-session';
const attributes = 'HttpOnly; SameSite=Strict; Path=/';

/** The token of a session that a page of this server signed in to. */
export function sessionToken(request: FastifyRequest): string | undefined {
  const cookies = (request.headers.cookie ?? '').split(/;\s*/);
  return cookies.find((cookie) => cookie.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);
}

/** The cookie that begins a session; it ends with its token at the latest. */
export function sessionCookie(token: string): string {
  return `${COOKIE}=${token}; Max-Age=${TOKEN_SECONDS}; ${attributes}`;
}

export const endedSessionCookie = `${COOKIE}=; Max-Age=0; ${attributes}`;
