import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RecordId } from '../../../segments';
import { DataverseError, errorCodes } from '../../dataverse-error';
import { errorResponse } from '../../web-api';
import type { Store } from '../../store';
import { AccessTokens, TENANT } from './access-tokens';
import { returnPath } from './return-path';
import { endedSessionCookie, sessionCookie, sessionToken } from './sessions';
import { ensureAccounts, isSecretOf, type Account } from './accounts';
import { DeviceCodes } from './device-codes';
import { signedInPage, signInPage } from './sign-in-page';
import {
  answerDeviceCodeRequest,
  answerTokenRequest,
  type Form,
  type TokenAnswer,
  type TokenSources,
} from './token-endpoint';

/** Pages for people: who has not signed in is led to the sign-in and back. */
const pages: ReadonlySet<string> = new Set(['/', '/main.aspx', '/connectors', '/connectors/:name']);
/** What signs in, and the style of its page; everything else asks for a sign-in. */
const openRoutes: ReadonlySet<string> = new Set([
  '/:tenant/oauth2/v2.0/token',
  '/:tenant/oauth2/token',
  '/:tenant/oauth2/v2.0/devicecode',
  '/:tenant/oauth2/devicecode',
  '/:tenant/discovery/v2.0/keys',
  '/:tenant/v2.0/.well-known/openid-configuration',
  '/sign-in',
  '/devicelogin',
  '/form/page.css',
]);

export interface SignIn {
  readonly accounts: readonly Account[];
  /** The user a request was signed in with. @throws DataverseError 401 when it was not. */
  userOf(request: FastifyRequest): RecordId;
  /** The account of a user that has signed in. */
  accountOfUser(user: RecordId): Account | undefined;
}

/**
 * Asks for a sign-in: programs for a bearer token of the token endpoint here, pages for a session of the page
 * `/sign-in`, which the Web API takes as well when a page of this server asks. Every route asks but those that sign
 * in; what administers the server asks for a role that may write.
 * @param secret the applications' secret; another one for each when undefined
 */
export function registerSignIn(
  server: FastifyInstance,
  store: Store,
  now: () => Date,
  secret?: string,
): SignIn {
  const accounts = ensureAccounts(store, secret);
  const sources: TokenSources = {
    accounts,
    tokens: new AccessTokens(accounts, now),
    codes: new DeviceCodes(now),
    now,
  };
  const accountOf = (request: FastifyRequest): Account | undefined => {
    const token = bearerToken(request) ?? sessionToken(request);
    return token === undefined ? undefined : sources.tokens.accountOf(token, originOf(request));
  };
  server.addHook('onRequest', (request, reply, done) => {
    const route = request.routeOptions.url ?? '';
    if (openRoutes.has(route)) {
      done();
      return;
    }
    const account = accountOf(request);
    if (account !== undefined) {
      done(route.startsWith('/admin/') && !account.canWrite ? mayNotAdminister() : undefined);
    } else if (pages.has(route)) {
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

function bearerToken(request: FastifyRequest): string | undefined {
  return /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
}

function originOf(request: FastifyRequest): string {
  return `${request.protocol}://${request.headers.host ?? ''}`;
}

function unauthorised(): DataverseError {
  return new DataverseError(
    401,
    errorCodes.privilegeDenied,
    'HTTP Error 401 - Unauthorized: Access is denied',
  );
}

function mayNotAdminister(): DataverseError {
  return new DataverseError(
    403,
    errorCodes.privilegeDenied,
    'Only a role that may write administers the server.',
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
  const wrong = 'This is not the secret of this application.';
  const signedIn = (form: Form): Account | undefined => {
    const account = accounts.find(({ clientId }) => clientId === form.get('account'));
    return account !== undefined && isSecretOf(account, form.get('secret') ?? '') ? account : undefined;
  };
  const asked = (path: string) => ({
    action: '/sign-in',
    title: 'Sign in',
    hidden: { return: path },
    askCode: false,
  });
  server.get('/devicelogin', (_request, reply) => sendPage(reply, signInPage(accounts, device)));
  server.post('/devicelogin', (request, reply) => {
    const form = formOf(request);
    const account = signedIn(form);
    if (account === undefined)
      return sendPage(reply.code(403), signInPage(accounts, { ...device, note: wrong }));
    const isEntered = codes.enter(form.get('user_code') ?? '', account);
    if (isEntered) return sendPage(reply, signedInPage());
    const note = 'No device waits for this code. Codes end after 15 minutes.';
    return sendPage(reply.code(400), signInPage(accounts, { ...device, note }));
  });
  server.get('/sign-in', (request, reply) => {
    const target = (request.query as Record<string, unknown>)['return'];
    const path = returnPath(typeof target === 'string' ? target : undefined, originOf(request));
    return sendPage(reply, signInPage(accounts, asked(path)));
  });
  server.post('/sign-in', (request, reply) => {
    const form = formOf(request);
    const account = signedIn(form);
    const path = returnPath(form.get('return'), originOf(request));
    if (account === undefined)
      return sendPage(reply.code(403), signInPage(accounts, { ...asked(path), note: wrong }));
    const cookie = sessionCookie(tokens.issue(account, originOf(request)));
    return reply.header('Set-Cookie', cookie).redirect(path, 303);
  });
  server.post('/sign-out', (request, reply) => {
    tokens.revoke(sessionToken(request) ?? '');
    return reply.header('Set-Cookie', endedSessionCookie).redirect('/sign-in', 303);
  });
}

function sendPage(reply: FastifyReply, html: string): FastifyReply {
  return reply
    .header('Content-Type', 'text/html; charset=utf-8')
    .header('Cache-Control', 'no-store')
    .send(html);
}
