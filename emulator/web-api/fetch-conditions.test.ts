import { condition, SampleCompany } from './testing/sample-company';

let sample: SampleCompany;

beforeAll(() => {
  sample = new SampleCompany();
});

afterAll(() => {
  sample.store.close();
});

describe('conditions', () => {
  it.each<[string, string, (string | number)[], string[]]>([
    ['lastname', 'eq', ['ada'], ['Ada']],
    ['lastname', 'ne', ['Ada'], ['Bob', 'Cem', 'Dee', 'Eve']],
    ['numberofchildren', 'ne', [1], ['Ada', 'Cem', 'Dee']],
    ['numberofchildren', 'gt', [1], ['Ada', 'Dee']],
    ['numberofchildren', 'le', [1], ['Bob', 'Eve']],
    ['emailaddress1', 'null', [], ['Cem']],
    ['emailaddress1', 'not-null', [], ['Ada', 'Bob', 'Dee', 'Eve']],
    ['lastname', 'in', ['Ada', 'eve', 'Nobody'], ['Ada', 'Eve']],
    ['numberofchildren', 'not-in', [1, 2], ['Cem', 'Dee']],
    ['numberofchildren', 'between', [2, 3], ['Ada', 'Dee']],
    ['numberofchildren', 'not-between', [2, 3], ['Bob', 'Cem', 'Eve']],
    ['emailaddress1', 'like', ['%@FABRIKAM%'], ['Ada', 'Bob']],
    ['emailaddress1', 'like', ['eve[_]100[%]@%'], ['Eve']],
    ['emailaddress1', 'not-like', ['%@fabrikam%'], ['Cem', 'Dee', 'Eve']],
    ['lastname', 'begins-with', ['D'], ['Dee']],
    ['lastname', 'not-begin-with', ['D'], ['Ada', 'Bob', 'Cem', 'Eve']],
    ['lastname', 'ends-with', ['e'], ['Dee', 'Eve']],
    ['lastname', 'not-end-with', ['e'], ['Ada', 'Bob', 'Cem']],
    ['parentcustomerid', 'like', ['Fab%'], ['Ada', 'Bob']],
    ['parentcustomerid', 'not-like', ['Fab%'], ['Cem', 'Dee', 'Eve']],
    ['parentcustomeridname', 'eq', ['fabrikam'], ['Ada', 'Bob']],
    ['parentcustomeridname', 'ne', ['Fabrikam'], ['Cem', 'Dee', 'Eve']],
    ['parentcustomeridname', 'null', [], ['Dee']],
    ['parentcustomeridname', 'in', ['Contoso', 'Litware'], ['Cem', 'Eve']],
    ['ownerid', 'eq-userid', [], ['Ada', 'Bob', 'Cem', 'Dee', 'Eve']],
    ['ownerid', 'ne-userid', [], []],
    ['owningbusinessunit', 'eq-businessid', [], ['Ada', 'Bob', 'Cem', 'Dee', 'Eve']],
    ['birthdate', 'on', ['1990-05-20'], ['Ada']],
    ['birthdate', 'olderthan-x-years', [30], ['Ada']],
  ])('%s %s %j', async (attribute, operator, values, expected) => {
    expect(await sample.people(condition(attribute, operator, values))).toEqual(expected);
  });

  it.each<[string, (string | number)[], string[]]>([
    ['today', [], ['Fabrikam']],
    ['yesterday', [], ['Contoso']],
    ['this-week', [], ['Contoso', 'Fabrikam']],
    ['last-seven-days', [], ['Contoso', 'Fabrikam']],
    ['this-year', [], ['Contoso', 'Fabrikam', 'Litware']],
    ['last-year', [], ['Example']],
    ['last-x-months', [6], ['Contoso', 'Fabrikam', 'Litware']],
    ['last-x-hours', [5], ['Fabrikam']],
    ['olderthan-x-days', [60], ['Example', 'Litware']],
    ['on-or-after', ['2026-05-19'], ['Contoso', 'Fabrikam']],
    ['on-or-before', ['2026-05-19'], ['Contoso', 'Example', 'Litware']],
    ['in-fiscal-year', [2026], ['Contoso', 'Fabrikam', 'Litware']],
    ['this-fiscal-period', [], ['Contoso', 'Fabrikam']],
    ['in-fiscal-period-and-year', [3, 2025], ['Example']],
  ])('createdon %s %j', async (operator, values, expected) => {
    expect(await sample.companies(condition('createdon', operator, values))).toEqual(expected);
  });

  it('nest in filters of both types', async () => {
    const xml = `<filter type="or"><condition attribute="lastname" operator="eq" value="Cem"/>
      <filter type="and"><condition attribute="numberofchildren" operator="eq" value="1"/>
        <condition attribute="emailaddress1" operator="like" value="%litware%"/></filter><filter/></filter>`;
    expect(await sample.people(xml.replace('<filter/>', ''))).toEqual(['Cem', 'Eve']);
  });

  it('compare with another column, also of a linked table', async () => {
    expect(
      await sample.people(
        '<filter><condition attribute="lastname" operator="eq" valueof="fullname"/></filter>',
      ),
    ).toEqual(['Ada', 'Bob', 'Cem', 'Dee', 'Eve']);
    const linked = `<link-entity name="account" from="accountid" to="parentcustomerid" alias="a"/>
      <filter><condition attribute="numberofchildren" operator="gt" valueof="a.numberofemployees"/></filter>`;
    expect(await sample.people(linked)).toEqual([]);
  });
});
