import { SampleCompany } from './testing/sample-company';

let sample: SampleCompany;

beforeAll(() => {
  sample = new SampleCompany();
});

afterAll(() => {
  sample.store.close();
});

describe('aggregates', () => {
  it('count, add up and average as the documented example does', async () => {
    const attributes = ['avg', 'count', 'countcolumn', 'max', 'min', 'sum']
      .map((name) => `<attribute name="numberofemployees" alias="${name}" aggregate="${name}"/>`)
      .join('');
    const { body } = await sample.fetchRows(
      'accounts',
      `<fetch aggregate="true"><entity name="account">${attributes}</entity></fetch>`,
    );
    expect(body.value).toEqual([{ avg: 3400, count: 4, countcolumn: 3, max: 6000, min: 1500, sum: 10200 }]);
  });

  it('count different values only with distinct', async () => {
    const { body } = await sample.fetchRows(
      'contacts',
      '<fetch aggregate="true"><entity name="contact"><attribute name="numberofchildren" alias="n" aggregate="countcolumn" distinct="true"/></entity></fetch>',
    );
    expect(body.value).toEqual([{ n: 3 }]);
  });

  it('are grouped by columns, lookups and linked tables, and sorted by alias', async () => {
    const { body } = await sample.fetchRows(
      'accounts',
      `<fetch aggregate="true"><entity name="account"><attribute name="numberofemployees" alias="Total" aggregate="sum"/>
       <attribute name="accountid" alias="Count" aggregate="count"/><attribute name="address1_city" alias="City" groupby="true"/>
       <order alias="City"/></entity></fetch>`,
    );
    expect(body.value).toEqual([
      { Total: 0, Count: 1 },
      { Total: 6000, Count: 1, City: 'Dallas' },
      { Total: 4200, Count: 2, City: 'Redmond' },
    ]);
    const linked = await sample.fetchRows(
      'contacts',
      `<fetch aggregate="true"><entity name="contact"><attribute name="contactid" alias="n" aggregate="count"/>
       <attribute name="parentcustomerid" alias="company" groupby="true"/>
       <link-entity name="account" from="accountid" to="parentcustomerid" alias="a"><attribute name="address1_city" alias="city" groupby="true"/></link-entity>
       <order alias="n" descending="true"/></entity></fetch>`,
      'odata.include-annotations="OData.Community.Display.V1.FormattedValue"',
    );
    expect(linked.body.value[0]).toEqual({
      n: 2,
      'n@OData.Community.Display.V1.FormattedValue': '2',
      company: sample.accounts['Fabrikam'],
      'company@OData.Community.Display.V1.FormattedValue': 'Fabrikam',
      city: 'Redmond',
    });
  });

  it('are grouped by parts of dates', async () => {
    const parts = ['day', 'month', 'quarter', 'year', 'fiscal-period', 'fiscal-year'];
    const attributes = parts
      .map(
        (part) =>
          `<attribute name="createdon" alias="${part.replace('-', '')}" groupby="true" dategrouping="${part}"/>`,
      )
      .join('');
    const { body } = await sample.fetchRows(
      'accounts',
      `<fetch aggregate="true"><entity name="account"><attribute name="accountid" alias="n" aggregate="count"/>${attributes}
       <order alias="year"/></entity></fetch>`,
      'odata.include-annotations="*"',
    );
    expect(body.value[0]).toMatchObject({
      n: 1,
      day: 25,
      month: 8,
      quarter: 3,
      year: 2025,
      'fiscalperiod@OData.Community.Display.V1.FormattedValue': 'Quarter 3 FY2025',
      'fiscalyear@OData.Community.Display.V1.FormattedValue': 'FY2025',
    });
  });

  it('are refused beyond the limit of rows', async () => {
    const xml =
      '<fetch aggregate="true" aggregatelimit="3"><entity name="account"><attribute name="name" alias="n" aggregate="count"/></entity></fetch>';
    expect(await sample.refusal('accounts', xml)).toEqual({
      status: 400,
      code: '0x8004e023',
      message: 'AggregateQueryRecordLimit exceeded. Cannot perform this operation.',
    });
  });
});
