import { crash } from './testing/crashes';

it('a server that is killed outright under load keeps all that it confirmed, and change sets whole', async () => {
  const result = await crash({ kills: 1, seed: 1, say: () => undefined });
  expect(result).toMatchObject({ kills: 1, lost: 0, torn: 0 });
  expect(result.confirmed).toBeGreaterThan(10);
});
