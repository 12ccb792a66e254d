import { answerBatch } from '..';
import { defaultAssumptions } from '../../../assumptions';
import type { Message } from '../../../messages';
import { openStore, SYSTEM_USER } from '../../../store';
import { personNames, platformTables } from '../../../store/tables';
import type { WebApiEnvironment, WebApiResponse } from '../../exchange';
import { textOf } from '../../responses';

export const root = 'http://127.0.0.1:5151/api/data/v9.2/';

/** An answer with its whole text. */
type WholeResponse = WebApiResponse & { readonly body: string };

/** A message whose work goes on after its answer. */
const slowMessage: Message = {
  name: 'Slow',
  kind: 'action',
  parameters: [],
  answer: [],
  handle: ({ later }) => {
    later(1, () => undefined);
    return undefined;
  },
};

const waitingMessage: Message = { ...slowMessage, name: 'Waiting', handle: () => Promise.resolve(undefined) };

/** A store, and batches that are sent to it. */
export class BatchBench {
  readonly store = openStore(platformTables, { rules: personNames });
  /** Works that messages have left for later. */
  postponed = 0;
  private readonly environment: WebApiEnvironment = {
    store: this.store,
    messages: new Map([slowMessage, waitingMessage].map((message) => [message.name, message])),
    assumptions: defaultAssumptions,
    now: () => new Date(),
    later: () => {
      this.postponed += 1;
    },
  };

  async send(body: string, headers: Record<string, string> = {}, lineEnd = '\r\n'): Promise<WholeResponse> {
    const request = {
      method: 'POST',
      path: '$batch',
      query: '',
      headers: { 'content-type': 'multipart/mixed; boundary="batch_1"', ...headers },
      body: body.replaceAll(/\r?\n/g, lineEnd),
      root,
      user: SYSTEM_USER,
    };
    const response = await answerBatch(request, this.environment);
    return { ...response, body: await textOf(response.body) };
  }

  count(table: string): number {
    return this.store.count({ table, select: [] });
  }
}

export const part = (request: string, contentId?: number): string =>
  `Content-Type: application/http\nContent-Transfer-Encoding: binary\n${contentId === undefined ? '' : `Content-ID: ${contentId}\n`}\n${request}\n`;

export const batch = (...parts: string[]): string =>
  `${parts.map((text) => `--batch_1\n${text}\n`).join('')}--batch_1--\n`;

export const changeSet = (...requests: string[]): string =>
  `Content-Type: multipart/mixed; boundary=changeset_1\n\n${requests
    .map((request, index) => `--changeset_1\n${part(request, index + 1)}`)
    .join('')}--changeset_1--\n`;

export const post = (set: string, values: object): string =>
  `POST ${set} HTTP/1.1\nContent-Type: application/json\n\n${JSON.stringify(values)}`;

export const statuses = (response: WholeResponse): number[] =>
  [...response.body.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => Number(status));
