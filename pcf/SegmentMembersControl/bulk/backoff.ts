const firstWait = 500;
const longestWait = 30_000;

const shortestAsked = 500;
const longestAsked = 600_000;

/** Milliseconds to wait before attempt `attempt + 1`: doubles, with half of it left to chance. */
export function backoff(attempt: number, random: () => number): number {
  const full = Math.min(longestWait, firstWait * 2 ** (attempt - 1));
  return full / 2 + (full / 2) * random();
}

/**
 * The time the server asked for and up to a tenth more, so that those who wait do not come back as one. A server
 * that asks for no time, or for the rest of the day, gets between half a second and ten minutes.
 */
export function afterServerSaid(milliseconds: number, random: () => number): number {
  return Math.min(longestAsked, Math.max(shortestAsked, milliseconds)) * (1 + 0.1 * random());
}
