/** Attempts at an unreachable server before a run interrupts itself and waits for its user. */
export const attemptsWhenUnreachable = 6;

const firstWait = 500;
const longestWait = 30_000;

/** Milliseconds to wait before attempt `attempt + 1`: doubles, with half of it left to chance. */
export function backoff(attempt: number, random: () => number): number {
  const full = Math.min(longestWait, firstWait * 2 ** (attempt - 1));
  return full / 2 + (full / 2) * random();
}

/** The time the server asked for and up to a tenth more, so that those who wait do not come back as one. */
export function afterServerSaid(milliseconds: number, random: () => number): number {
  return milliseconds * (1 + 0.1 * random());
}
