import { begunText } from './begun-text';

it('sends a short answer whole, and a long one before it is all there', async () => {
  let made = 0;
  async function* pieces(count: number): AsyncGenerator<string> {
    for (made = 0; made < count; made += 1) yield await Promise.resolve('x'.repeat(1024 * 1024));
  }
  expect(await begunText(pieces(3))).toHaveLength(3 * 1024 * 1024);
  const long = await begunText(pieces(12));
  expect(made).toBeLessThan(9);
  let length = 0;
  for await (const piece of long) length += piece.length;
  expect(length).toBe(12 * 1024 * 1024);
});
