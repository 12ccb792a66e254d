import { escapeXml } from '../../markup/escape';
import { SampleCompany, type Answer } from './testing/sample-company';

let sample: SampleCompany;

beforeAll(() => {
  sample = new SampleCompany();
});

afterAll(() => {
  sample.store.close();
});

describe('pages', () => {
  const annotations =
    'odata.include-annotations="Microsoft.Dynamics.CRM.fetchxmlpagingcookie,Microsoft.Dynamics.CRM.morerecords"';
  const page = (number: number, cookie = '', order = '<order attribute="emailaddress1"/>'): string =>
    `<fetch count="2" page="${number}"${cookie === '' ? '' : ` paging-cookie="${escapeXml(cookie)}"`}>
      <entity name="contact"><attribute name="lastname"/>${order}</entity></fetch>`;
  const innerCookie = (annotation: unknown): string => {
    const attribute = /pagingcookie="([^"]*)"/.exec(String(annotation))?.[1] ?? '';
    return decodeURIComponent(decodeURIComponent(attribute));
  };

  it('lead on by a cookie, as the page "Page results using FetchXml" shows', async () => {
    const seen: unknown[] = [];
    let cookie = '';
    for (let number = 1; ; number += 1) {
      const { body } = await sample.fetchRows('contacts', page(number, cookie), annotations);
      seen.push(...body.value.map((row) => row['lastname']));
      if (body['@Microsoft.Dynamics.CRM.morerecords'] !== true) {
        expect(body).not.toHaveProperty(['@Microsoft.Dynamics.CRM.fetchxmlpagingcookie']);
        break;
      }
      const annotation = body['@Microsoft.Dynamics.CRM.fetchxmlpagingcookie'];
      expect(annotation).toMatch(
        new RegExp(
          `^<cookie pagenumber="${number + 1}" pagingcookie="%253ccookie%2520page%253d%2522${number}%2522%253e`,
        ),
      );
      cookie = innerCookie(annotation);
    }
    expect(seen).toEqual(['Cem', 'Ada', 'Bob', 'Dee', 'Eve']);
    expect(cookie).toContain(`<contactid last="{${(sample.contacts['Dee'] ?? '').toUpperCase()}}"`);
  });

  it('do not shift when a row before them goes', async () => {
    const extra = sample.store.create('contact', { lastname: 'Aaa', emailaddress1: 'aaa@home.test' });
    const first = await sample.fetchRows(
      'contacts',
      page(1, '', '<order attribute="lastname"/>'),
      annotations,
    );
    expect(first.body.value.map((row) => row['lastname'])).toEqual(['Aaa', 'Ada']);
    sample.store.delete('contact', extra);
    const cookie = innerCookie(first.body['@Microsoft.Dynamics.CRM.fetchxmlpagingcookie']);
    const second = await sample.fetchRows(
      'contacts',
      page(2, cookie, '<order attribute="lastname"/>'),
      annotations,
    );
    expect(second.body.value.map((row) => row['lastname'])).toEqual(['Bob', 'Cem']);
  });

  it('are counted from the start without a cookie or with one of another query', async () => {
    for (const cookie of ['', '<cookie page="1"><name last="x" first="x" /></cookie>', 'nonsense']) {
      const { body } = await sample.fetchRows('contacts', page(2, cookie));
      expect(body.value.map((row) => row['lastname'])).toEqual(['Bob', 'Dee']);
    }
  });

  it('come without annotations unless they are asked for', async () => {
    const { body } = await sample.fetchRows('contacts', page(1));
    expect(Object.keys(body)).toEqual(['@odata.context', 'value']);
  });

  it('tell the total with returntotalrecordcount or $count=true', async () => {
    const asked = await sample.fetchRows(
      'contacts',
      '<fetch count="1" returntotalrecordcount="true"><entity name="contact"/></fetch>',
      'odata.include-annotations="*"',
    );
    expect(asked.body).toMatchObject({
      '@odata.count': 5,
      '@Microsoft.Dynamics.CRM.totalrecordcount': 5,
      '@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded': false,
    });
    const counted = await sample.fetchRows(
      'contacts',
      '<fetch count="1"><entity name="contact"/></fetch>',
      '',
      '&$count=true',
    );
    expect(counted.body['@odata.count']).toBe(5);
  });

  it('of views follow next links', async () => {
    const view = sample.store.create('savedquery', {
      name: 'All contacts',
      returnedtypecode: 'contact',
      fetchxml:
        '<fetch><entity name="contact"><attribute name="lastname"/><order attribute="lastname"/></entity></fetch>',
    });
    const seen: unknown[] = [];
    let query: string | undefined = `savedQuery=${view}`;
    while (query !== undefined) {
      const { body }: Answer = await sample.get('contacts', query, 'odata.maxpagesize=2');
      seen.push(...body.value.map((row) => row['lastname']));
      query = (body['@odata.nextLink'] as string | undefined)?.split('?')[1];
    }
    expect(seen).toEqual(['Ada', 'Bob', 'Cem', 'Dee', 'Eve']);
  });
});
