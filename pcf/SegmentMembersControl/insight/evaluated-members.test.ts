import { evaluatedMembersIn } from './evaluated-members';

const [nora, omar] = ['5fcf77f5-0000-4000-8000-000000000001', '5fcf77f5-0000-4000-8000-000000000002'];

function answered(result: unknown): unknown {
  return { StatusCode: 200, ResultText: JSON.stringify(result) };
}

it('reads ids one by one, and the documented text with commas', () => {
  expect(evaluatedMembersIn(answered({ members: [nora, omar] }))).toEqual({ kind: 'all', ids: [nora, omar] });
  expect(evaluatedMembersIn(answered({ members: [`${nora}, ${omar}`] }))).toEqual({
    kind: 'all',
    ids: [nora, omar],
  });
  expect(evaluatedMembersIn(answered({ members: `${nora},${omar}` }))).toEqual({
    kind: 'all',
    ids: [nora, omar],
  });
});

it('reads the upper case and the braces that some servers write', () => {
  const { ids } = evaluatedMembersIn(answered({ members: [`{${nora.toUpperCase()}}`] })) as { ids: unknown };
  expect(ids).toEqual([nora]);
});

it('knows a segment without members', () => {
  expect(evaluatedMembersIn(answered({ members: [], totalCount: 0 }))).toEqual({ kind: 'all', ids: [] });
});

it('takes a page for a page, whatever tells that it is one', () => {
  const some = { kind: 'some', ids: [nora], total: 7 };
  expect(evaluatedMembersIn(answered({ members: [nora], totalCount: 7 }))).toEqual(some);
  expect(evaluatedMembersIn(answered({ members: [nora], hasNextPage: true }))).toMatchObject({
    kind: 'some',
  });
});

it.each([
  ['nothing', undefined],
  ['an empty object', {}],
  ['no text', { ResultText: null }],
  ['JSON that is cut', { ResultText: '{"members":["5fcf' }],
  ['a list', { ResultText: '[]' }],
  ['members that are none', answered({ members: null })],
  ['members as objects', answered({ members: [{ id: nora }] })],
  ['members that are no ids', answered({ members: [nora, 'somebody'] })],
])('takes %s for unreadable, never for nobody', (_, answer) => {
  expect(evaluatedMembersIn(answer)).toEqual({ kind: 'unreadable' });
});
