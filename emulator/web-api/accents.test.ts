import { TestDataverse } from './testing/test-dataverse';

let dataverse: TestDataverse;

beforeAll(async () => {
  dataverse = await TestDataverse.start();
});

afterAll(() => dataverse.close());

describe('texts with accents', () => {
  const fetchOf = (operator: string, value: string): string =>
    `contacts?fetchXml=${encodeURIComponent(
      `<fetch><entity name="contact"><attribute name="lastname"/><order attribute="lastname"/><filter><condition attribute="jobtitle" operator="eq" value="accents"/><condition attribute="lastname" operator="${operator}" ${operator === 'in' ? `><value>${value}</value></condition>` : `value="${value}"/>`}</filter></entity></fetch>`,
    )}`;
  const filterOf = (condition: string): string =>
    `contacts?$filter=jobtitle eq 'accents' and ${encodeURIComponent(condition)}&$orderby=lastname`;

  beforeAll(async () => {
    for (const lastname of ['Zoe', 'Zoë', 'Zola', 'Émile']) {
      await dataverse.create('contacts', { lastname, jobtitle: 'accents' });
    }
  });

  it.each([
    ['are equal in any case', ['Zoë'], ["lastname eq 'ZOË'"], fetchOf('eq', 'zOË')],
    ['are told from those without', ['Zoe'], ["lastname eq 'zoe'"], fetchOf('eq', 'ZOE')],
    ['are not equal to others', ['Zoe', 'Zola', 'Émile'], ["lastname ne 'ZOË'"], fetchOf('ne', 'ZOË')],
    ['hold a part in any case', ['Zoë'], ["contains(lastname,'OË')"], fetchOf('like', '%OË%')],
    ['begin in any case', ['Émile'], ["startswith(lastname,'é')"], fetchOf('begins-with', 'é')],
    [
      'are one of several',
      ['Émile'],
      ["Microsoft.Dynamics.CRM.In(PropertyName='lastname',PropertyValues=['éMILE'])"],
      fetchOf('in', 'éMILE'),
    ],
  ])('%s', async (_what, names, [condition = ''], fetchXml) => {
    expect(await dataverse.namesOf(filterOf(condition))).toEqual(names);
    expect(await dataverse.namesOf(fetchXml)).toEqual(names);
  });
});
