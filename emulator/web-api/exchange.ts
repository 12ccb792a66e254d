import type { RecordId } from '../../segments';
import type { Assumptions } from '../assumptions';
import type { Message } from '../messages';
import { readPath, readQueryOptions, noOptions, type PathSegment, type QueryOptions } from '../odata';
import type { Store } from '../store';
import type { RowReach } from './reachable-rows';
import { readPreferences, type Preferences } from './preferences';

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
  /** Aborted when the client has gone away. */
  readonly signal?: AbortSignal;
}

/** A text, or pieces of one that are made as they are sent. */
export type Body = string | Iterable<string> | AsyncIterable<string>;

export interface WebApiResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Body;
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
  /** Which rows a user's privileges reach; undefined for all. */
  reachOf?(user: RecordId): RowReach | undefined;
}

/** What is to hold of a row before a request may read or change it. */
export interface Preconditions {
  /** `*` for any version. */
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch: string | undefined;
}

/** A request, read once, together with what it is answered from. */
export interface Exchange {
  readonly environment: WebApiEnvironment;
  readonly request: WebApiRequest;
  readonly path: readonly PathSegment[];
  readonly options: QueryOptions;
  readonly preferences: Preferences;
  readonly preconditions: Preconditions;
}

/** @throws DataverseError for an address that cannot be read. */
export function readExchange(request: WebApiRequest, environment: WebApiEnvironment): Exchange {
  const { headers } = request;
  const path = readPath(request.path);
  const isDocument = path.length === 0 || (path.length === 1 && path[0]?.name === '$metadata');
  return {
    environment,
    request,
    path,
    options: isDocument ? noOptions : readQueryOptions(request.query),
    preferences: readPreferences(headers['prefer']),
    preconditions: { ifMatch: headers['if-match'], ifNoneMatch: headers['if-none-match'] },
  };
}
