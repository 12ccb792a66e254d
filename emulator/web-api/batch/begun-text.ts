import type { Body } from '../exchange';

/** Characters after which a text is no longer waited for. */
const LONG = 8 * 1024 * 1024;

/** A text as a whole when it is short; a long one as pieces, the first of which are there already. */
export async function begunText(pieces: AsyncGenerator<string>): Promise<Body> {
  const begun: string[] = [];
  let length = 0;
  while (length < LONG) {
    const next = await pieces.next();
    if (next.done === true) return begun.join('');
    begun.push(next.value);
    length += next.value.length;
  }
  return (async function* () {
    yield* begun.splice(0);
    yield* pieces;
  })();
}
