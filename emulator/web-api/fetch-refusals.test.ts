import { condition, SampleCompany } from './testing/sample-company';

let sample: SampleCompany;

beforeAll(() => {
  sample = new SampleCompany();
});

afterAll(() => {
  sample.store.close();
});

describe('refusals', () => {
  it.each([
    ['<fetch', '0x80040201', 'Invalid XML'],
    ['<!DOCTYPE fetch [<!ENTITY a "b">]><fetch/>', '0x80040201', 'document type'],
    ['<fetch/>', '0x8004111c', 'entity'],
    ['<fetch><entity name="contact"><n/></entity></fetch>', '0x8004111c', 'NodeName = n NodeXml = <n/>'],
    ['<fetch><entity name="nothing"/></fetch>', '0x80041102', "'nothing' with namemapping = 'Logical'"],
    ['<fetch top="2" page="1"><entity name="contact"/></fetch>', '0x80040203', 'paging attribute page'],
    [
      '<fetch top="2" returntotalrecordcount="true"><entity name="contact"/></fetch>',
      '0x80040203',
      'attribute returntotalrecordcount',
    ],
    ['<fetch top="x"><entity name="contact"/></fetch>', '0x80041108', "'top'"],
    [
      '<fetch><entity name="contact"><attribute name="nosuch"/></entity></fetch>',
      '0x80041103',
      "'contact' entity doesn't contain attribute with Name = 'nosuch' and NameMapping = 'Logical'",
    ],
    ['<fetch><entity name="account"/></fetch>', '0x80040203', "entity set 'contacts'"],
    [
      `<fetch><entity name="contact">${condition('lastname', 'sounds-like', ['x'])}</entity></fetch>`,
      '0x80041106',
      'sounds-like',
    ],
    [
      `<fetch><entity name="contact">${condition('birthdate', 'last-x-days', ['x'])}</entity></fetch>`,
      '0x80041106',
      'whole number',
    ],
    [
      `<fetch><entity name="contact">${condition('contactid', 'eq', ['x'])}</entity></fetch>`,
      '0x80040203',
      'uniqueidentifier',
    ],
    [
      '<fetch><entity name="contact"><filter><condition entityname="zz" attribute="name" operator="null"/></filter></entity></fetch>',
      '0x8004110a',
      'zz is not found',
    ],
    [
      '<fetch><entity name="contact"><link-entity name="account" from="accountid" to="parentcustomerid" alias="a b"/></entity></fetch>',
      '0x80041109',
      'Invalid character specified for alias: a b.',
    ],
    [
      '<fetch><entity name="contact"><link-entity name="account" from="accountid" to="parentcustomerid" link-type="cross"/></entity></fetch>',
      '0x80041117',
      'cross',
    ],
    [
      '<fetch aggregate="true"><entity name="contact"><attribute name="lastname"/></entity></fetch>',
      '0x80041107',
      'aggregate operation',
    ],
    [
      '<fetch aggregate="true"><entity name="contact"><attribute name="lastname" aggregate="sum" alias="n"/></entity></fetch>',
      '0x80041106',
      'sum',
    ],
    [
      '<fetch><entity name="contact"><attribute name="lastname" alias="n"/><attribute name="firstname" alias="n"/></entity></fetch>',
      '0x80041109',
      "'n'",
    ],
  ])('%s', async (xml, code, words) => {
    const error = await sample.refusal('contacts', xml);
    expect(error).toMatchObject({ status: 400, code });
    expect(error.message).toContain(words);
  });

  it('of more links than Dataverse takes', async () => {
    const link = '<link-entity name="account" from="accountid" to="parentcustomerid" link-type="outer"/>';
    const xml = `<fetch><entity name="contact">${link.repeat(16)}</entity></fetch>`;
    expect(await sample.refusal('contacts', xml)).toMatchObject({ status: 400, code: '0x8004430d' });
  });

  it('of more than 500 conditions', async () => {
    const xml = `<fetch><entity name="contact">${condition('lastname', 'null').repeat(501)}</entity></fetch>`;
    expect(await sample.refusal('contacts', xml)).toMatchObject({ status: 400, code: '0x8004430c' });
  });

  it('of queries beyond what the database can do, naming the limit', async () => {
    const attributes = Array.from(
      { length: 2001 },
      (_, index) => `<attribute name="lastname" alias="a${index}"/>`,
    );
    const wide = `<fetch><entity name="contact">${attributes.join('')}</entity></fetch>`;
    expect(await sample.refusal('contacts', wide)).toMatchObject({ status: 400 });
    const values = Array.from({ length: 45 }, (_, index) => index);
    const long = condition('parentcustomeridname', 'in', values).repeat(400);
    const answer = await sample.fetchRows(
      'contacts',
      `<fetch><entity name="contact">${long}</entity></fetch>`,
    );
    expect(answer.status).toBe(400);
  });

  it('of elements nested beyond all measure', async () => {
    const nested = (depth: number): string => '<filter>'.repeat(depth) + '</filter>'.repeat(depth);
    for (const depth of [100, 20_000]) {
      expect(
        await sample.refusal('contacts', `<fetch><entity name="contact">${nested(depth)}</entity></fetch>`),
      ).toMatchObject({
        status: 400,
        message: 'The FetchXML is nested too deeply.',
      });
    }
  });

  it('of links by columns that nearly every row shares', async () => {
    const link = '<link-entity name="contact" from="donotemail" to="donotemail"/>';
    const xml = `<fetch><entity name="contact">${link}</entity></fetch>`;
    expect((await sample.refusal('contacts', xml)).message).toContain("linked by 'donotemail'");
  });
});
