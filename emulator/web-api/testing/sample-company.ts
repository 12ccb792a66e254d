import { recordId } from '../../../segments';
import { answer, textOf, type WebApiEnvironment } from '..';
import { defaultAssumptions } from '../../assumptions';
import { openStore, SYSTEM_USER, type Store } from '../../store';
import { personNames, platformTables } from '../../store/tables';

const now = new Date('2026-05-20T12:00:00Z');
export const root = 'http://127.0.0.1:5151/api/data/v9.2/';

export interface Answer {
  readonly status: number;
  readonly body: { readonly value: Record<string, unknown>[]; readonly [key: string]: unknown };
}

/** Four companies and five people, and how tests ask for them with FetchXML. */
export class SampleCompany {
  readonly accounts: Record<string, string> = {};
  readonly contacts: Record<string, string> = {};
  readonly store: Store = openStore(platformTables, { rules: personNames, now: () => now });
  private readonly environment: WebApiEnvironment = {
    store: this.store,
    messages: new Map(),
    assumptions: defaultAssumptions,
    now: () => now,
    later: () => undefined,
  };

  constructor() {
    const { store, accounts, contacts } = this;
    const companies: [string, string | null, number | null, string][] = [
      ['Fabrikam', 'Redmond', 2700, '2026-05-20T08:00:00Z'],
      ['Contoso', 'Redmond', 1500, '2026-05-19T08:00:00Z'],
      ['Litware', 'Dallas', 6000, '2026-02-10T08:00:00Z'],
      ['Example', null, null, '2025-08-25T08:00:00Z'],
    ];
    for (const [name, city, employees, created] of companies) {
      accounts[name] = store.create('account', {
        name,
        address1_city: city,
        numberofemployees: employees,
        overriddencreatedon: created,
      });
    }
    const people: [string, string | null, string | null, number | null][] = [
      ['Ada', 'Fabrikam', 'ada@fabrikam.test', 2],
      ['Bob', 'Fabrikam', 'bob@fabrikam.test', 1],
      ['Cem', 'Contoso', null, null],
      ['Dee', null, 'dee@home.test', 3],
      ['Eve', 'Litware', 'eve_100%@litware.test', 1],
    ];
    for (const [name, company, email, children] of people) {
      contacts[name] = store.create('contact', {
        lastname: name,
        emailaddress1: email,
        numberofchildren: children,
        birthdate: name === 'Ada' ? '1990-05-20' : null,
        gendercode: name === 'Ada' ? 2 : null,
        ...(company === null
          ? {}
          : { parentcustomerid: accounts[company] ?? null, parentcustomeridtype: 'account' }),
      });
    }
    store.update('account', recordId(accounts['Fabrikam'] ?? ''), {
      primarycontactid: contacts['Ada'] ?? null,
    });
  }

  async fetchRows(set: string, xml: string, prefer = '', query = ''): Promise<Answer> {
    return this.get(set, `fetchXml=${encodeURIComponent(xml)}${query}`, prefer);
  }

  async get(path: string, query: string, prefer = ''): Promise<Answer> {
    const request = { method: 'GET', path, query, headers: { prefer }, body: '', root, user: SYSTEM_USER };
    const { status, body } = await answer(request, this.environment);
    return { status, body: JSON.parse((await textOf(body)) || '{}') as Answer['body'] };
  }

  /** Last names of the contacts that filters and links keep. */
  async people(inside: string): Promise<unknown[]> {
    const { body } = await this.fetchRows(
      'contacts',
      `<fetch><entity name="contact"><attribute name="lastname"/><order attribute="lastname"/>${inside}</entity></fetch>`,
    );
    return body.value.map((row) => row['lastname']);
  }

  /** Names of the accounts that filters and links keep. */
  async companies(inside: string): Promise<unknown[]> {
    const { body } = await this.fetchRows(
      'accounts',
      `<fetch><entity name="account"><attribute name="name"/><order attribute="name"/>${inside}</entity></fetch>`,
    );
    return body.value.map((row) => row['name']);
  }

  async refusal(set: string, xml: string): Promise<{ code: string; message: string; status: number }> {
    const { status, body } = await this.fetchRows(set, xml);
    return { ...(body as unknown as { error: { code: string; message: string } }).error, status };
  }
}

/** A filter of one condition, its values as Dataverse takes them. */
export function condition(
  attribute: string,
  operator: string,
  values: readonly (string | number)[] = [],
): string {
  const inside = values.map((value) => `<value>${value}</value>`).join('');
  const value = values.length === 1 ? ` value="${values[0] ?? ''}"` : '';
  return `<filter><condition attribute="${attribute}" operator="${operator}"${value}>${value === '' ? inside : ''}</condition></filter>`;
}
