import type { Reading } from '../odata';
import type { Exchange, WebApiResponse } from './exchange';
import { reachableRows } from './reachable-rows';

/** An answer whose rows are read once all that the request wrote is there to be read. */
export interface ReadLater {
  /** Those that are known before. */
  readonly headers: Readonly<Record<string, string>>;
  readonly read: () => Promise<WebApiResponse>;
}

/** What a request comes to: its work is done when this is there, but for messages that take their time. */
export type Outcome = WebApiResponse | ReadLater | Promise<WebApiResponse>;

/** Rows of expanded collections that one answer holds; those beyond are behind links. */
const MOST_RELATED_ROWS = 50_000;

/** An answer that is read from rows of one moment. */
export function readingOutcome(
  { environment, request, options, preferences }: Exchange,
  read: (reading: Reading) => Promise<WebApiResponse>,
  headers: Readonly<Record<string, string>> = {},
): ReadLater {
  const { store } = environment;
  return {
    headers,
    read: () =>
      store.read(
        (reader) =>
          read({
            reader: reachableRows(reader, environment.reachOf?.(request.user)),
            tables: store.tables,
            root: request.root,
            user: request.user,
            aliases: options.aliases,
            annotations: preferences.annotations,
            pageSize: preferences.maxPageSize,
            related: { left: MOST_RELATED_ROWS },
            now: () => environment.now(),
          }),
        request.signal,
      ),
  };
}
