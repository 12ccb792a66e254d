/** One request of a batch, as written. */
export interface BatchedRequest {
  readonly method: string;
  /** Absolute, from the root of the server, relative to the batch, or beginning with `$` and a Content-ID. */
  readonly address: string;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly contentId: string | undefined;
}

export type BatchItem =
  | { readonly kind: 'request'; readonly request: BatchedRequest }
  /** Done as a whole or not at all. */
  | { readonly kind: 'changeSet'; readonly requests: readonly BatchedRequest[] };
