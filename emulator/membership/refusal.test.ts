import { idOf, idsOf } from './refusal';

const id = '0f5b0c7f-395d-447b-b14c-315a601f878e';

describe('a parameter that is to be an id', () => {
  it('may be spelt in any way', () => {
    expect(idOf('segmentId', `{${id.toUpperCase()}}`)).toBe(id);
    expect(idsOf('memberIds', [id, id.toUpperCase()])).toEqual([id, id]);
  });

  it.each([[5], [null], ['nonsense'], [{ id }]])('is refused by its name when it is %j', (value) => {
    expect(() => idOf('segmentId', value)).toThrow(`segmentId '${String(value)}' is not a GUID.`);
    expect(() => idsOf('memberIds', [id, value])).toThrow(`memberIds[1] '${String(value)}' is not a GUID.`);
  });
});
