/** An answer of the Web API, refusals included. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** Undefined for an answer that is no refusal. */
  readonly refusal: { readonly code: string; readonly message: string } | undefined;
}

/** The environment that is observed. */
export interface Environment {
  /**
   * @param path below the root of the Web API.
   * @throws Error when there is no answer.
   */
  send(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<Answer>;
  wait(milliseconds: number): Promise<void>;
}

export function rowsOf(answer: Answer): readonly Readonly<Record<string, unknown>>[] {
  const value = (answer.body as { value?: unknown } | undefined)?.value;
  return Array.isArray(value) ? (value as Readonly<Record<string, unknown>>[]) : [];
}

/** @throws Error when it was refused. */
export function accepted(answer: Answer, what: string): Answer {
  if (answer.refusal) {
    throw new Error(`${what} was refused: ${answer.refusal.message} (${answer.refusal.code})`);
  }
  return answer;
}
