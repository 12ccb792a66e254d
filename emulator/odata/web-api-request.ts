import type { RecordId } from '../../segments';
import type { Assumptions } from '../assumptions';
import type { Message } from '../messages';
import type { Store } from '../store';

/** A request to the Web API, as it comes over HTTP or stands in a $batch. */
export interface WebApiRequest {
  readonly method: string;
  /** What follows the root, without a slash before it and not decoded, e.g. `contacts(...)/fullname`. */
  readonly path: string;
  /** The query string without its question mark, not decoded. */
  readonly query: string;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The Web API's address with its version and a slash, e.g. `http://127.0.0.1:5151/api/data/v9.2/`. */
  readonly root: string;
  readonly user: RecordId;
}

export interface WebApiResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What requests are answered from. */
export interface WebApiEnvironment {
  readonly store: Store;
  readonly messages: ReadonlyMap<string, Message>;
  readonly assumptions: Assumptions;
  now(): Date;
  later(milliseconds: number, work: () => void | Promise<void>): void;
  /** Asked before a request is answered. @throws DataverseError 403 when its user lacks the privilege. */
  authorise?(request: WebApiRequest): void;
}

/** A request together with what it is answered from. */
export interface Exchange {
  readonly environment: WebApiEnvironment;
  readonly request: WebApiRequest;
}
