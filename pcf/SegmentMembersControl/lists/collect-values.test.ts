import { collectValues } from './collect-values';
import type { Recognition } from './column-recognition';

const id = '0f5b0c7f-395d-447b-b14c-315a601f878e';
const byId: Recognition = { hasHeadings: true, column: 0, matchBy: { kind: 'id', column: 'contactid' } };
const byEmail: Recognition = {
  hasHeadings: false,
  column: 0,
  matchBy: { kind: 'email', column: 'emailaddress1' },
};

describe('the values of a list', () => {
  it('are ids in any spelling, each once, with the lines that are none', async () => {
    const rows = [['id'], [id], [`{${id.toUpperCase()}}`], ['nonsense'], ['', 'x']];
    const { wanted, duplicates, invalid } = await collectValues({ rows }, byId);
    expect([...wanted]).toEqual([[id, { line: 2, value: id }]]);
    expect(duplicates).toEqual([{ line: 3, value: `{${id.toUpperCase()}}`, reason: 'duplicate' }]);
    expect(invalid).toEqual([
      { line: 4, value: 'nonsense', reason: 'notAnId' },
      { line: 5, value: '', reason: 'empty' },
    ]);
  });

  it('are e-mail addresses without regard to case', async () => {
    const rows = [['Ann@Example.com'], ['ann@example.com'], ['not an address']];
    const { wanted, duplicates, invalid } = await collectValues({ rows }, byEmail);
    expect([...wanted.keys()]).toEqual(['ann@example.com']);
    expect(duplicates.map(({ line }) => line)).toEqual([2]);
    expect(invalid.map(({ reason }) => reason)).toEqual(['notAnEmail']);
  });

  it('report each of 10,000 bad lines', async () => {
    const rows = [['id'], ...Array.from({ length: 10_000 }, (_, index) => [`bad ${index}`]), [id]];
    const { wanted, invalid } = await collectValues({ rows }, byId);
    expect(wanted.size).toBe(1);
    expect(invalid.length).toBe(10_000);
    expect(invalid[9999]).toEqual({ line: 10_001, value: 'bad 9999', reason: 'notAnId' });
  });
});
