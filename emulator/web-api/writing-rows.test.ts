import { errorWith, TestDataverse } from './testing/test-dataverse';

let dataverse: TestDataverse;

beforeEach(async () => {
  dataverse = await TestDataverse.start();
});

afterEach(() => dataverse.close());

describe('writing rows', () => {
  it('answers 204 with the address of a new row, or 201 with the row when asked for it', async () => {
    const quiet = await dataverse.send('POST', 'contacts', { lastname: 'Byron' });
    expect(quiet.status).toBe(204);
    expect(quiet.headers.get('OData-EntityId')).toMatch(/\/api\/data\/v9\.2\/contacts\([0-9a-f-]{36}\)$/);
    expect(quiet.headers.get('OData-Version')).toBe('4.0');
    const loud = await dataverse.send(
      'POST',
      'contacts?$select=fullname',
      { firstname: 'Ada' },
      { Prefer: 'return=representation' },
    );
    expect(loud.status).toBe(201);
    expect(loud.headers.get('Preference-Applied')).toBe('return=representation');
    expect(loud.json).toMatchObject({
      fullname: 'Ada',
      '@odata.etag': expect.stringMatching(/^W\/"\d+"$/) as string,
    });
  });

  it('sets lookups by @odata.bind in every form and shows them as _x_value', async () => {
    const account = await dataverse.create('accounts', { name: 'Fabrikam' });
    for (const address of [
      `/accounts(${account})`,
      `accounts(${account})`,
      `${dataverse.url}/api/data/v9.2/accounts(${account})`,
    ]) {
      const contact = await dataverse.create('contacts', { 'parentcustomerid_account@odata.bind': address });
      const { json } = await dataverse.get(
        `contacts(${contact.toUpperCase()})?$select=_parentcustomerid_value`,
        {
          Prefer: 'odata.include-annotations="*"',
        },
      );
      expect(json).toMatchObject({
        _parentcustomerid_value: account,
        '_parentcustomerid_value@OData.Community.Display.V1.FormattedValue': 'Fabrikam',
        '_parentcustomerid_value@Microsoft.Dynamics.CRM.lookuplogicalname': 'account',
        '_parentcustomerid_value@Microsoft.Dynamics.CRM.associatednavigationproperty':
          'parentcustomerid_account',
      });
    }
  });

  it.each([
    [{ nosuch: 1 }, 400, errorWith('0x80048d19', "'nosuch' does not exist")],
    [{ parentcustomerid: 'x' }, 400, errorWith('0x80048d19', "'parentcustomerid'")],
    [
      { 'nosuch@odata.bind': '/accounts(1)' },
      400,
      errorWith('0x80048d19', "An undeclared property 'nosuch'"),
    ],
    [
      { 'parentcustomerid_account@odata.bind': '/accounts(0f5b0c7f-395d-447b-b14c-315a601f878e)' },
      404,
      errorWith('0x80040217', 'Does Not Exist'),
    ],
    ['{"lastname": ', 400, errorWith('0x80048d19', 'Invalid JSON')],
    ['[]', 400, errorWith('0x80048d19', 'A JSON object was expected')],
    [{ lastname: { x: 1 } }, 400, errorWith('0x80048d19', "'lastname'")],
  ])('refuses %j', async (body, status, answer) => {
    const refused = await dataverse.send('POST', 'contacts', body);
    expect(refused.status).toBe(status);
    expect(refused.json).toEqual(answer);
  });

  it('creates by PATCH unless If-Match forbids it, and updates unless If-None-Match does', async () => {
    const path = 'contacts(0f5b0c7f-395d-447b-b14c-315a601f878e)';
    expect((await dataverse.send('PATCH', path, { lastname: 'A' }, { 'If-Match': '*' })).status).toBe(404);
    expect((await dataverse.send('PATCH', path, { lastname: 'A' })).status).toBe(204);
    const refused = await dataverse.send('PATCH', path, { lastname: 'B' }, { 'If-None-Match': '*' });
    expect(refused.status).toBe(412);
    expect(refused.json).toEqual(errorWith('0x80040237', 'matching key values'));
    expect(await dataverse.namesOf('contacts?$select=lastname')).toEqual(['A']);
  });

  it('updates only the version a client knows', async () => {
    const id = await dataverse.create('contacts', { lastname: 'A' });
    const etag = String((await dataverse.get(`contacts(${id})`)).json['@odata.etag']);
    expect((await dataverse.get(`contacts(${id})`, { 'If-None-Match': etag })).status).toBe(304);
    expect(
      (await dataverse.send('PATCH', `contacts(${id})`, { lastname: 'B' }, { 'If-Match': etag })).status,
    ).toBe(204);
    const stale = await dataverse.send('PATCH', `contacts(${id})`, { lastname: 'C' }, { 'If-Match': etag });
    expect(stale.status).toBe(412);
    expect(stale.json).toEqual(errorWith('0x80060882', "doesn't match the RowVersion"));
    expect((await dataverse.send('DELETE', `contacts(${id})`, undefined, { 'If-Match': etag })).status).toBe(
      412,
    );
    expect((await dataverse.send('DELETE', `contacts(${id})`)).status).toBe(204);
    expect((await dataverse.send('DELETE', `contacts(${id})`)).status).toBe(404);
  });

  it('never deletes a user', async () => {
    const { json } = await dataverse.get('WhoAmI');
    const refused = await dataverse.send('DELETE', `systemusers(${String(json['UserId'])})`);
    expect(refused.status).toBe(400);
    expect(refused.json).toEqual(errorWith('0x80040800', "entities of type 'systemuser'"));
  });

  it('reads, writes and empties one column', async () => {
    const id = await dataverse.create('contacts', { lastname: 'A' });
    expect((await dataverse.send('PUT', `contacts(${id})/lastname`, { value: 'B' })).status).toBe(204);
    expect((await dataverse.get(`contacts(${id})/lastname`)).json).toMatchObject({ value: 'B' });
    expect((await dataverse.get(`contacts(${id})/lastname/$value`)).text).toBe('B');
    expect((await dataverse.send('DELETE', `contacts(${id})/lastname`)).status).toBe(204);
    expect((await dataverse.get(`contacts(${id})/lastname`)).status).toBe(204);
  });

  it('writes and empties one column of the version that a client knows only', async () => {
    const id = await dataverse.create('contacts', { lastname: 'A' });
    const column = `contacts(${id})/lastname`;
    const known = { 'If-Match': String((await dataverse.get(`contacts(${id})`)).json['@odata.etag']) };
    expect((await dataverse.send('PUT', column, { value: 'B' }, known)).status).toBe(204);
    const stale = await dataverse.send('PUT', column, { value: 'C' }, known);
    expect(stale.status).toBe(412);
    expect(stale.json).toEqual(errorWith('0x80060882', "doesn't match the RowVersion"));
    expect((await dataverse.send('DELETE', column, undefined, known)).status).toBe(412);
    expect((await dataverse.get(column)).json).toMatchObject({ value: 'B' });
  });

  it('links and unlinks rows by $ref from both sides', async () => {
    const account = await dataverse.create('accounts', { name: 'Fabrikam' });
    const contact = await dataverse.create('contacts', { lastname: 'A' });
    const address = (set: string, id: string) => ({
      '@odata.id': `${dataverse.url}/api/data/v9.2/${set}(${id})`,
    });
    const linked = async (): Promise<unknown> =>
      (await dataverse.get(`contacts(${contact})?$select=_parentcustomerid_value`)).json[
        '_parentcustomerid_value'
      ];
    await dataverse.send(
      'PUT',
      `contacts(${contact})/parentcustomerid_account/$ref`,
      address('accounts', account),
    );
    expect(await linked()).toBe(account);
    await dataverse.send('DELETE', `contacts(${contact})/parentcustomerid_account/$ref`);
    expect(await linked()).toBeNull();
    await dataverse.send(
      'POST',
      `accounts(${account})/contact_customer_accounts/$ref`,
      address('contacts', contact),
    );
    expect(await linked()).toBe(account);
    expect(
      await dataverse.namesOf(`accounts(${account})/contact_customer_accounts?$select=lastname`),
    ).toEqual(['A']);
    expect(
      (await dataverse.get(`contacts(${contact})/parentcustomerid_account?$select=name`)).json,
    ).toMatchObject({
      name: 'Fabrikam',
    });
    const reference = await dataverse.get(`contacts(${contact})/parentcustomerid_account/$ref`);
    expect(reference.json['@odata.id']).toBe(`${dataverse.url}/api/data/v9.2/accounts(${account})`);
    const references = await dataverse.get(`accounts(${account})/contact_customer_accounts/$ref`);
    expect(references.json['value']).toEqual([
      { '@odata.id': `${dataverse.url}/api/data/v9.2/contacts(${contact})` },
    ]);
    await dataverse.send('DELETE', `accounts(${account})/contact_customer_accounts(${contact})/$ref`);
    expect(await linked()).toBeNull();
  });
});
