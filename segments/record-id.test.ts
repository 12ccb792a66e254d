import { isRecordId, parseRecordId } from './record-id';

const id = '0f5b0c7f-395d-447b-b14c-315a601f878e';

describe('record ids', () => {
  it.each([id, id.toUpperCase(), `{${id}}`, ` ${id}\t`, id.replaceAll('-', '')])('reads %s', (text) => {
    expect(parseRecordId(text)).toBe(id);
  });

  it.each(['', 'x', `{${id}`, `${id}0`, id.replace('-', ''), `g${id.slice(1)}`])('refuses %p', (text) => {
    expect(isRecordId(text)).toBe(false);
  });
});
