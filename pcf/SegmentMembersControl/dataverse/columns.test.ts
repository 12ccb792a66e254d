import * as column from './columns';
import { DataverseFailure } from './errors';

const columns = {
  id: column.id('contactid'),
  name: column.text('fullname'),
  status: column.number('statuscode'),
  statusLabel: column.formatted('statuscode'),
  alsoStatus: column.number('statuscode'),
  etag: column.etag,
};
const id = '10000000-0000-4000-8000-000000000001';

test('a query asks for what is read out of its rows, each column once', () => {
  expect(column.namesOf(columns)).toEqual(['contactid', 'fullname', 'statuscode']);
});

test('a row has what was asked for, each value of its type or missing', () => {
  const row = column.readRow(columns, {
    contactid: `{${id.toUpperCase()}}`,
    fullname: null,
    statuscode: '1',
    'statuscode@OData.Community.Display.V1.FormattedValue': 'Active',
    '@odata.etag': 'W/"1"',
  });
  const [id1, status]: [string, number | undefined] = [row.id, row.status];
  expect({ ...row, id1, status }).toEqual({
    id,
    id1: id,
    name: '',
    status: undefined,
    statusLabel: 'Active',
    alsoStatus: undefined,
    etag: 'W/"1"',
  });
  // @ts-expect-error -- nobody asked for it
  expect(row.email).toBeUndefined();
});

test('a number, a truth and a look-up are missing where the server gives something else', () => {
  const asked = {
    number: column.number('a'),
    flag: column.flag('b'),
    lookUp: column.idOrNone('c'),
  };
  expect(column.namesOf(asked)).toEqual(['a', 'b', 'c']);
  expect(column.readRow(asked, { a: 0, b: false, c: id.toUpperCase() })).toEqual({
    number: 0,
    flag: false,
    lookUp: id,
  });
  const missing = { number: undefined, flag: undefined, lookUp: undefined };
  expect(column.readRow(asked, { a: '0', b: 'false', c: 'x' })).toEqual(missing);
  expect(column.readRow(asked, { a: null, b: null, c: null })).toEqual(missing);
  expect(column.readRow(asked, {})).toEqual(missing);
});

test('a row without the id that is due cannot be read', () => {
  expect(() => column.readRow(columns, {})).toThrow(DataverseFailure);
});
