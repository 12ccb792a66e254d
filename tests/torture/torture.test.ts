import { torture } from './testing/torture';

describe('two users on a sick server behind a bad network', () => {
  it('lose, double and misreport nobody', async () => {
    const said: string[] = [];
    const result = await torture({ runs: 2, seed: 3, say: (line) => said.push(line) });
    expect(said).toEqual([]);
    expect(result).toMatchObject({ runs: 2, lost: 0, doubled: 0, misreported: 0 });
    expect(result.faults).toBeGreaterThan(0);
  });
});
