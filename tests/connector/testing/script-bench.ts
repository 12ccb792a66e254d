import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GatewayAnswer, GatewayRequest } from '../../../emulator/connector-runtime/http-message';
import { buildScriptHost } from '../../../emulator/connector-runtime/script-build';
import { ScriptHost } from '../../../emulator/connector-runtime/script-host';

const script = readFileSync(join(__dirname, '..', '..', '..', 'connector', 'script.csx'), 'utf8');
export const id = '7d3c5a0e-2f41-4c0b-9a57-0f2f6f1d8e11';
export const other = '0f5b0c7f-395d-447b-b14c-315a601f878e';
export const root = 'https://contoso.crm4.dynamics.com/api/data/v9.2';
export const segment = `${root}/msdynmkt_segments(${id})`;
export const members = `${segment}/sgm_StaticGroups(${other})/members`;
export const outbound = `${root}/msdyncrm_segments(${id})`;

export function jsonOf({ status, body, headers }: GatewayAnswer): unknown {
  const text = body?.toString('utf8') ?? '';
  return { status, headers, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
}

interface Given {
  readonly method?: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Runs the script of the connector with a Dataverse whose answers the test gives. */
export class ScriptBench {
  private constructor(readonly host: ScriptHost) {}

  static async start(): Promise<ScriptBench> {
    return new ScriptBench(new ScriptHost(await buildScriptHost(script)));
  }

  close(): void {
    this.host.close();
  }

  /** One run whose every call is answered with the same JSON. */
  async run(operation: string, url: string, backend: object, given: Given = {}) {
    const sent: GatewayRequest[] = [];
    const request: GatewayRequest = {
      method: given.method ?? 'GET',
      url,
      headers: { 'content-type': 'application/json', ...given.headers },
      ...(given.body ? { body: Buffer.from(JSON.stringify(given.body)) } : {}),
    };
    const answer = await this.host.run(operation, request, (message) => {
      sent.push(message);
      return Promise.resolve({
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: Buffer.from(JSON.stringify(backend)),
      });
    });
    return { sent, answer: jsonOf(answer) };
  }
}
