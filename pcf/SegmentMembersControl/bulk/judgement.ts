/** What an error means for the call it happened to. `reason` is the server's own words, empty when it said nothing. */
export type Judgement =
  /** The server was too busy and did nothing. */
  | { readonly kind: 'throttled'; readonly retryAfterMilliseconds?: number | undefined }
  /** No answer came: the call may or may not have had its effect. */
  | { readonly kind: 'unreachable'; readonly reason: string }
  /** Nothing will be done until the user has signed in again. */
  | { readonly kind: 'signedOut'; readonly reason: string }
  /** The server has trouble of its own, or gave an answer nobody knows: the call may have had its effect. */
  | { readonly kind: 'failing'; readonly reason: string }
  /** The server will not do this call because of what it asks for. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** The server will do none of the calls. */
  | { readonly kind: 'forbidden'; readonly reason: string };

/** A call that was given up because no answer came within its time limit. */
export class TimedOut extends Error {
  constructor() {
    super('');
    this.name = 'TimedOut';
  }
}
