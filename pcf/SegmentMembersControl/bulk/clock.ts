/** Time as the engine needs it, so that tests can make it pass. */
export interface Clock {
  /** Milliseconds since any fixed moment. */
  now(): number;
  /** Runs `action` once after a time; the answer cancels it. */
  after(milliseconds: number, action: () => void): () => void;
}

export const realClock: Clock = {
  now: () => performance.now(),
  after(milliseconds, action) {
    const timer = setTimeout(action, milliseconds);
    return () => clearTimeout(timer);
  },
};
