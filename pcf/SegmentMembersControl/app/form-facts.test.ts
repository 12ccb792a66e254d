import { formContext, type ContextChoices } from '../testing/form-context';
import { factsOfForm } from './form-facts';

const id = '0f5b0c7f-395d-447b-b14c-315a601f878e';

const factsOf = (choices: ContextChoices, canCallActions = true): ReturnType<typeof factsOfForm> =>
  factsOfForm(formContext(choices), canCallActions);

describe('the facts of a form', () => {
  it('name the record whatever way its id is written', () => {
    expect(factsOf({ id: `{${id.toUpperCase()}}` }).record).toEqual({ table: 'definition', id });
    expect(factsOf({ id, table: 'msdynmkt_segment' }).record).toEqual({ table: 'segment', id });
  });

  it('name no record before the first save', () => {
    expect(factsOf({}).record).toBeUndefined();
    expect(factsOf({ id: '00000000-0000-0000-0000-000000000000' }).record).toBeUndefined();
  });

  it('name a table that the control is not made for', () => {
    expect(factsOf({ id, table: 'account' })).toMatchObject({ record: undefined, foreignTable: 'account' });
  });

  it('tell the groups column from other text columns', () => {
    expect(factsOf({ id }).isBoundToGroups).toBe(true);
    expect(factsOf({ id, column: 'msdynmkt_name' }).isBoundToGroups).toBe(false);
    expect(factsOf({ id, table: 'msdynmkt_segment' }).isBoundToGroups).toBe(false);
  });

  it('let a column without security be changed', () => {
    expect(factsOf({ id })).toMatchObject({ readOnly: undefined, isMasked: false });
  });

  it.each<readonly [string, ContextChoices, string]>([
    ['the control is disabled', { isDisabled: true }, 'disabled'],
    [
      'the column is secured',
      { security: { secured: true, editable: false, readable: true } },
      'fieldSecurity',
    ],
    ['the user may not write', { mayWrite: false }, 'privilege'],
    ['the client is offline', { isOffline: true }, 'offline'],
  ])('say why nothing can be changed when %s', (_, choices, reason) => {
    expect(factsOf({ id, ...choices }).readOnly).toBe(reason);
  });

  it('say when the page has no way to call actions', () => {
    expect(factsOf({ id }, false).readOnly).toBe('noActions');
  });

  it('say when the user may not see the column', () => {
    const security = { secured: true, editable: false, readable: false };
    expect(factsOf({ id, security, text: null }).isMasked).toBe(true);
  });

  it('take column names only where they can be column names', () => {
    const memberColumns = "jobtitle, telephone1;jobtitle  Bad-Name x'y a,b,c,d,e,f";
    expect(factsOf({ id, memberColumns }).moreColumns).toEqual([
      'jobtitle',
      'telephone1',
      'a',
      'b',
      'c',
      'd',
    ]);
  });
});
