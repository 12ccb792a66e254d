import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { DataverseError, errorCodes } from '../dataverse-error';
import { failureResponse, textOf } from '../web-api';

const statuses: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Answers what is no request at all, or comes too slowly, in Dataverse's envelope, and ends its connection. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = statuses[error.code ?? ''] ?? 400;
  const words = STATUS_CODES[status] ?? '';
  const { headers, body } = failureResponse(
    new DataverseError(status, errorCodes.queryRefused, `${words}: ${error.message}`),
  );
  void textOf(body).then((text) => {
    const lines = [
      `HTTP/1.1 ${status} ${words}`,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      `Content-Length: ${Buffer.byteLength(text)}`,
      'Connection: close',
      '',
      text,
    ];
    socket.end(lines.join('\r\n'));
  });
}

/** Dataverse takes longer addresses only within a batch. Source: "Web API limits", length of URLs. */
const LONGEST_ADDRESS = 32_768;

/** @throws DataverseError 414 */
export function refuseLongAddress({ url = '' }: IncomingMessage): void {
  if (url.length <= LONGEST_ADDRESS) return;
  throw new DataverseError(414, errorCodes.queryRefused, 'Invalid URI: The Uri string is too long.');
}
