import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RecordId } from '../../../segments';
import { DataverseError, errorCodes } from '../../dataverse-error';
import { errorResponse } from '../../web-api';
import type { Store } from '../../store';
import { AccessTokens, TENANT } from './access-tokens';
import { ensureAccounts, type Account } from './accounts';
import { DeviceCodes } from './device-codes';
import { signedInPage, signInPage } from './sign-in-page';
import {
  answerDeviceCodeRequest,
  answerTokenRequest,
  type Form,
  type TokenAnswer,
  type TokenSources,
} from './token-endpoint';

/** Pages that show what is in rows: the list of records and a record's form. */
const recordPages: ReadonlySet<string> = new Set(['/', '/main.aspx']);
const COOKIE = 'local-dataverse-session';

export interface SignIn {
  readonly accounts: readonly Account[];
  /** The user a request was signed in with. @throws DataverseError 401 when it was not. */
  userOf(request: FastifyRequest): RecordId;
  /** The account of a user that has signed in. */
  accountOfUser(user: RecordId): Account | undefined;
}

/**
 * Asks for a sign-in: the Web API and the connectors for a bearer token of the token endpoint here, the record
 * pages for a session of the page `/sign-in`, which the Web API takes as well when a page of this server asks.
 */
export function registerSignIn(server: FastifyInstance, store: Store, now: () => Date): SignIn {
  const accounts = ensureAccounts(store);
  const sources: TokenSources = {
    accounts,
    tokens: new AccessTokens(accounts, now),
    codes: new DeviceCodes(now),
    now,
  };
  const accountOf = (request: FastifyRequest): Account | undefined => {
    const token = bearerToken(request) ?? sessionToken(request);
    return token === undefined ? undefined : sources.tokens.accountOf(token);
  };
  server.addHook('onRequest', (request, reply, done) => {
    const route = request.routeOptions.url ?? '';
    if (!needsSignIn(route) || accountOf(request) !== undefined) {
      done();
      return;
    }
    if (recordPages.has(route)) {
      void reply.redirect(`/sign-in?return=${encodeURIComponent(request.url)}`);
    } else sendUnauthorised(reply, originOf(request));
  });
  registerTokenRoutes(server, sources);
  registerPages(server, sources);
  const userOf = (request: FastifyRequest): RecordId => {
    const account = accountOf(request);
    if (account !== undefined) return account.userId;
    throw unauthorised();
  };
  return { accounts, userOf, accountOfUser: (user) => accounts.find(({ userId }) => userId === user) };
}

/** Asked of the route and not of the address, in which letters may be percent-encoded. */
function needsSignIn(route: string): boolean {
  return route.startsWith('/api/') || recordPages.has(route);
}

function bearerToken(request: FastifyRequest): string | undefined {
  return /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
}

function sessionToken(request: FastifyRequest): string | undefined {
  const cookies = (request.headers.cookie ?? '').split(/;\s*/);
  return cookies.find((cookie) => cookie.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);
}

function originOf(request: FastifyRequest): string {
  return `http://${request.headers.host ?? ''}`;
}

function unauthorised(): DataverseError {
  return new DataverseError(
    401,
    errorCodes.privilegeDenied,
    'HTTP Error 401 - Unauthorized: Access is denied',
  );
}

/** 401 with the address to sign in at, as Dataverse answers a request without a token. */
function sendUnauthorised(reply: FastifyReply, origin: string): void {
  const response = errorResponse(unauthorised());
  const challenge = `Bearer authorization_uri=${origin}/${TENANT}/oauth2/authorize, resource_id=${origin}/`;
  void reply
    .code(response.status)
    .headers({ ...response.headers, 'WWW-Authenticate': challenge })
    .send(response.body);
}

function formOf(request: FastifyRequest): Form {
  return new Map(new URLSearchParams(typeof request.body === 'string' ? request.body : ''));
}

function registerTokenRoutes(server: FastifyInstance, sources: TokenSources): void {
  const routes: Readonly<Record<string, (form: Form, origin: string, from: TokenSources) => TokenAnswer>> = {
    '/:tenant/oauth2/v2.0/token': answerTokenRequest,
    '/:tenant/oauth2/token': answerTokenRequest,
    '/:tenant/oauth2/v2.0/devicecode': answerDeviceCodeRequest,
    '/:tenant/oauth2/devicecode': answerDeviceCodeRequest,
  };
  for (const [url, answer] of Object.entries(routes)) {
    server.post(url, (request, reply) => {
      const { status, body } = answer(
        withBasicCredentials(formOf(request), request),
        originOf(request),
        sources,
      );
      void reply.header('Cache-Control', 'no-store').code(status);
      return body;
    });
  }
  server.get('/:tenant/discovery/v2.0/keys', () => ({ keys: [sources.tokens.publicKey()] }));
  server.get('/:tenant/v2.0/.well-known/openid-configuration', (request) => {
    const base = `${originOf(request)}/${TENANT}`;
    return {
      issuer: `${base}/v2.0`,
      // Not served: nobody signs in by redirect here. Microsoft's client libraries want it to be named.
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      token_endpoint: `${base}/oauth2/v2.0/token`,
      device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
      jwks_uri: `${base}/discovery/v2.0/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
      response_types_supported: ['token'],
    };
  });
}

/** A client may give its id and secret in the header as well. */
function withBasicCredentials(form: Form, request: FastifyRequest): Form {
  const encoded = /^Basic +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (encoded === undefined) return form;
  const [id = '', secret = ''] = Buffer.from(encoded, 'base64').toString().split(/:(.*)/s);
  return new Map([['client_id', id], ['client_secret', secret], ...form]);
}

function registerPages(server: FastifyInstance, sources: TokenSources): void {
  const { accounts, tokens, codes } = sources;
  const device = { action: '/devicelogin', title: 'Sign in on a device', hidden: {}, askCode: true };
  const chosen = (form: Form): Account | undefined =>
    accounts.find(({ clientId }) => clientId === form.get('account'));
  server.get('/devicelogin', (_request, reply) => sendPage(reply, signInPage(accounts, device)));
  server.post('/devicelogin', (request, reply) => {
    const form = formOf(request);
    const isEntered = codes.enter(form.get('user_code') ?? '', chosen(form));
    if (isEntered) return sendPage(reply, signedInPage());
    const note = 'No device waits for this code. Codes end after 15 minutes.';
    return sendPage(reply.code(400), signInPage(accounts, { ...device, note }));
  });
  server.get('/sign-in', (request, reply) => {
    const target = (request.query as Record<string, unknown>)['return'];
    const hidden = { return: typeof target === 'string' ? target : '/' };
    return sendPage(
      reply,
      signInPage(accounts, { action: '/sign-in', title: 'Sign in', hidden, askCode: false }),
    );
  });
  server.post('/sign-in', (request, reply) => {
    const form = formOf(request);
    const account = chosen(form);
    const target = form.get('return') ?? '/';
    // Only a path of this server, so that the page leads nowhere else.
    const path = /^\/(?![/\\])/.test(target) ? target : '/';
    if (account === undefined) return reply.redirect('/sign-in', 303);
    const cookie = `${COOKIE}=${tokens.issue(account, originOf(request))}; HttpOnly; SameSite=Strict; Path=/`;
    return reply.header('Set-Cookie', cookie).redirect(path, 303);
  });
}

function sendPage(reply: FastifyReply, html: string): FastifyReply {
  return reply
    .header('Content-Type', 'text/html; charset=utf-8')
    .header('Content-Security-Policy', "default-src 'self'; img-src data:; form-action 'self'")
    .header('Cache-Control', 'no-store')
    .send(html);
}
