import type { RunnableConnector } from './runnable-connector';
import { findOperation, type Operation } from './definition';
import { hasDotnet } from './dotnet';
import {
  gatewayError,
  isSuccess,
  jsonAnswer,
  jsonObjectOf,
  keepingSecretsFor,
  NoAnswer,
  sendOverHttp,
  sendOverOwnTls,
  type GatewayAnswer,
  type GatewayRequest,
} from './http-message';
import { withInternalDefaults } from './internal-defaults';
import { policyFor } from './policies';
import {
  answerOfTrigger,
  pathWithoutTriggerPrefix,
  printTriggerState,
  readTriggerState,
  stateParameter,
} from './polling-trigger';
import { buildScriptHost } from './script-build';
import { ScriptHost } from './script-host';
import { ExpressionError, fillTemplate } from './template-expression';

/** A connection: what its creator typed in, and the address under which the gateway offers its operations. */
export interface Connection {
  /** Without a slash at its end. */
  readonly address: string;
  /** By name, e.g. `token:resourceUri`. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Origin of the environment: the one place that the caller's token and cookies are sent to. */
  readonly environment: string;
  /** In PEM, where the environment has signed its certificate itself. */
  readonly certificate?: string;
}

/** Which scripts may run: a script is a program, and may do what the one who started this server may do. */
export interface ScriptTrust {
  mayRun(script: string): boolean;
  /** Whether there is something to run scripts with. */
  readonly canRun?: () => boolean;
}

const trustNone: ScriptTrust = { mayRun: () => false };

/**
 * Runs requests through a connector as the platform's gateway does: internal defaults, host by policy, script or
 * plain call, next links and polling state. Where the platform's ways are not documented, FIDELITY.md says what
 * is assumed.
 */
export class Gateway {
  private host: Promise<ScriptHost> | undefined;

  constructor(
    private readonly connector: RunnableConnector,
    private readonly scripts: ScriptTrust = trustNone,
  ) {}

  /** Answers the request, whose address begins with the connection's. Never rejects for a refusal of Dataverse. */
  async answer(request: GatewayRequest, connection: Connection): Promise<GatewayAnswer> {
    const { pathname } = new URL(request.url);
    const path = pathname.slice(new URL(connection.address).pathname.length);
    const operation = findOperation(this.connector.operations, request.method, path);
    if (!operation) {
      return jsonAnswer(404, { statusCode: 404, message: 'Resource not found' });
    }
    const unsupported = policyFor(this.connector.policies, 'unsupported', operation.id);
    if (unsupported) {
      return gatewayError(
        501,
        'PolicyUnsupported',
        `The policy ${unsupported.templateId} is not carried out here.`,
      );
    }
    try {
      return await this.run(operation, request, connection, path);
    } catch (error) {
      if (error instanceof ExpressionError) return gatewayError(400, 'PolicyFailed', error.message);
      if (error instanceof SyntaxError)
        return gatewayError(400, 'BadRequest', `The body is not JSON: ${error.message}`);
      if (error instanceof NoAnswer) return gatewayError(502, 'BadGateway', error.message);
      throw error;
    }
  }

  close(): void {
    void this.host?.then(
      (host) => host.close(),
      () => undefined,
    );
  }

  private async run(
    operation: Operation,
    request: GatewayRequest,
    connection: Connection,
    path: string,
  ): Promise<GatewayAnswer> {
    const trigger = policyFor(this.connector.policies, 'pollingTrigger', operation.id);
    const state = trigger
      ? readTriggerState(new URL(request.url).searchParams.get(stateParameter))
      : undefined;
    const complete = withInternalDefaults(this.connector.definition, operation, request);
    const url = this.backendAddress(operation, complete, connection, path);
    if (url.searchParams.has(stateParameter)) url.searchParams.delete(stateParameter);
    for (const [name, value] of Object.entries(state ?? {})) url.searchParams.set(name, value);
    const answer = await this.send(operation, { ...complete, url: url.href }, connection);
    if (trigger) {
      return answerOfTrigger(trigger, answer, state, (next) => {
        const location = new URL(request.url);
        location.searchParams.delete(stateParameter);
        if (next) location.searchParams.set(stateParameter, printTriggerState(next));
        return location.href;
      });
    }
    return this.withGatewayNextLink(operation, answer, connection);
  }

  private backendAddress(
    operation: Operation,
    request: GatewayRequest,
    connection: Connection,
    path: string,
  ): URL {
    const { definition, policies } = this.connector;
    const policy = policyFor(policies, 'dynamicHostUrl', operation.id);
    const { search, searchParams } = new URL(request.url);
    const base = policy
      ? fillTemplate(policy.urlTemplate, {
          connectionParameters: connection.parameters,
          headers: request.headers,
          queryParameters: searchParams,
        })
      : `${definition.schemes?.[0] ?? 'https'}://${definition.host}${definition.basePath?.replace(/\/$/, '') ?? ''}`;
    const address = base + pathWithoutTriggerPrefix(path) + search;
    if (!/^https?:\/\//i.test(base) || !URL.canParse(address)) {
      throw new ExpressionError(`'${base}' is not an address that begins with https:// or http://.`);
    }
    return new URL(address);
  }

  private async send(
    operation: Operation,
    request: GatewayRequest,
    connection: Connection,
  ): Promise<GatewayAnswer> {
    const { script, scriptOperations } = this.connector;
    const send = (sent: GatewayRequest): Promise<GatewayAnswer> =>
      sendTo(connection, keepingSecretsFor(connection.environment, sent));
    if (!script || !scriptOperations.includes(operation.id)) return send(request);
    if (!this.scripts.mayRun(script)) {
      return gatewayError(
        403,
        'ScriptNotTrusted',
        `${operation.id} runs the connector's script, which nobody has allowed. Scripts of imported solutions run ` +
          'when the local Dataverse was started with --run-scripts; they can do whatever the one who started it can.',
      );
    }
    const { canRun = hasDotnet } = this.scripts;
    if (!canRun()) {
      return gatewayError(
        501,
        'ScriptHostMissing',
        `${operation.id} runs the connector's script, which needs the .NET SDK (version 8 or later); this machine has none.`,
      );
    }
    this.host ??= buildScriptHost(script).then((program) => new ScriptHost(program));
    let host: ScriptHost;
    try {
      host = await this.host;
    } catch (error) {
      this.host = undefined;
      return gatewayError(501, 'ScriptNotCompiled', (error as Error).message);
    }
    const headers = { ...request.headers, 'x-ms-apim-referrer-prefix': connection.address };
    return host.run(operation.id, { ...request, headers }, send);
  }

  private withGatewayNextLink(
    operation: Operation,
    answer: GatewayAnswer,
    connection: Connection,
  ): GatewayAnswer {
    const policy = policyFor(this.connector.policies, 'updateNextLink', operation.id);
    const body = policy && isSuccess(answer) ? jsonObjectOf(answer) : undefined;
    const link = policy ? body?.[policy.property] : undefined;
    if (!policy || typeof link !== 'string') return answer;
    const { pathname, search } = new URL(link);
    return jsonAnswer(
      answer.status,
      { ...body, [policy.property]: connection.address + pathname + search },
      answer.headers,
    );
  }
}

/** Only the environment itself is trusted by the certificate that it has signed. */
function sendTo({ environment, certificate }: Connection, request: GatewayRequest): Promise<GatewayAnswer> {
  return certificate !== undefined && new URL(request.url).origin === environment
    ? sendOverOwnTls(request, certificate)
    : sendOverHttp(request);
}
