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

  it.each([[undefined], [{}], [{ Response: 'no json' }], [{ Response: '"text"' }], [{ Response: 'null' }]])(
    'is no members for %j',
    (answer) => {
      expect(memberIdsIn(answer)).toEqual([]);
    },
  );
});
