import { DataverseFailure } from '../dataverse/errors';
import { memberIdsIn } from './group-calls';

const a = '0f5b0c7f-395d-447b-b14c-315a601f878e';
const b = '1f5b0c7f-395d-447b-b14c-315a601f878f';

describe('the answer of ListGroupMembers', () => {
  it.each([
    ['as documented', { Response: JSON.stringify({ entityIds: [a, b], additionalProperties: {} }) }],
    ['with members', { Response: JSON.stringify({ members: [a, b] }) }],
    ['as a bare array', { Response: JSON.stringify([a, b]) }],
    ['in ResultText', { ResultText: JSON.stringify({ members: [a, b] }) }],
    ['with upper case and braces', { Response: JSON.stringify({ entityIds: [`{${a.toUpperCase()}}`, b] }) }],
    ['with several ids in one text', { Response: JSON.stringify({ members: [`${a}, ${b}`] }) }],
    ['as an object', { Response: { entityIds: [a, b] } }],
  ])('is read %s', (_, answer) => {
    expect(memberIdsIn(answer)).toEqual([a, b]);
  });

  it('is an empty group when it has an empty list', () => {
    expect(memberIdsIn({ Response: '{"entityIds":[]}' })).toEqual([]);
    expect(memberIdsIn({ Response: '[]' })).toEqual([]);
  });

  it.each([
    [undefined],
    [null],
    [{}],
    [''],
    [{ Response: null }],
    [{ Response: '' }],
    [{ Response: 'no json' }],
    [{ Response: '"text"' }],
    [{ Response: 'null' }],
    [{ Response: '{}' }],
    [{ Response: `{"entityIds":["${a}"` }],
    [{ Response: JSON.stringify({ entityIds: [a, 'x'] }) }],
    [{ Response: JSON.stringify({ entityIds: [a, null] }) }],
  ])('is never taken for an empty group when it cannot be read: %j', (answer) => {
    expect(() => memberIdsIn(answer)).toThrow(DataverseFailure);
  });
});
