import { memberTables } from '../../../segments/member-tables';
import { recognise } from './column-recognition';

const [contact] = memberTables;
if (!contact) throw new Error('no table of contacts');
const table = contact;
const id = '0f5b0c7f-395d-447b-b14c-315a601f878e';

describe('the column that tells members', () => {
  it('is the one with record ids, before e-mail addresses', () => {
    const rows = [
      ['name', 'mail', 'key'],
      ['Ann', 'ann@example.com', `{${id.toUpperCase()}}`],
    ];
    expect(recognise({ rows }, table)).toEqual({
      hasHeadings: true,
      column: 2,
      matchBy: { kind: 'id', column: 'contactid' },
    });
  });

  it('is the one with e-mail addresses when no cell is an id', () => {
    const rows = [['ann@example.com'], ['bob@example.com']];
    expect(recognise({ rows }, table)).toEqual({
      hasHeadings: false,
      column: 0,
      matchBy: { kind: 'email', column: 'emailaddress1' },
    });
  });

  it('takes a broken id in the first line for a value, not for a heading', () => {
    expect(recognise({ rows: [['0f5b0c7f-395d'], [id]] }, table)?.hasHeadings).toBe(false);
  });

  it('is the one whose heading says so when its values are broken', () => {
    expect(recognise({ rows: [['contactid'], ['x']] }, table)).toMatchObject({
      hasHeadings: true,
      matchBy: { kind: 'id' },
    });
  });

  it('is one headed like a text column of the table', () => {
    const rows = [
      ['Name', 'externalkey'],
      ['Ann', '4711'],
    ];
    expect(recognise({ rows }, table, ['externalkey'])).toEqual({
      hasHeadings: true,
      column: 1,
      matchBy: { kind: 'text', column: 'externalkey' },
    });
  });

  it('is unknown in a list of names', () => {
    expect(recognise({ rows: [['Name'], ['Ann'], ['Bob']] }, table)).toBeUndefined();
  });
});
