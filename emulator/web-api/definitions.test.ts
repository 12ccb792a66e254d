import { startLocalDataverse, type LocalDataverse } from '../local-dataverse';
import { SYSTEM_USER } from '../store';

let dataverse: LocalDataverse;

beforeAll(async () => {
  dataverse = await startLocalDataverse({
    tables: [
      {
        logicalName: 'sgm_visit',
        entitySetName: 'sgm_visits',
        label: 'Visit',
        collectionLabel: 'Visits',
        primaryId: 'sgm_visitid',
        primaryName: 'sgm_name',
        objectTypeCode: 10_900,
        ownership: 'user',
        columns: [
          { name: 'sgm_visitid', label: 'Visit', type: 'uniqueidentifier' },
          { name: 'sgm_name', label: 'Name', type: 'string', maxLength: 100 },
        ],
      },
    ],
  });
});

afterAll(() => dataverse.close());

async function get(path: string): Promise<{ status: number; json: Record<string, unknown> }> {
  const response = await fetch(`${dataverse.url}/api/data/v9.2/${path}`);
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}

describe('EntityDefinitions', () => {
  it('names entity sets, keys and names of tables, custom ones too', async () => {
    const { json } = await get(
      "EntityDefinitions?$select=LogicalName,EntitySetName&$filter=LogicalName eq 'sgm_visit' or LogicalName eq 'contact'",
    );
    expect(json['value']).toEqual([
      { LogicalName: 'contact', EntitySetName: 'contacts', MetadataId: expect.any(String) as string },
      { LogicalName: 'sgm_visit', EntitySetName: 'sgm_visits', MetadataId: expect.any(String) as string },
    ]);
  });

  it('describe one table by its name or id, with attributes, keys and relationships on demand', async () => {
    const { json } = await get(
      "EntityDefinitions(LogicalName='contact')?$select=PrimaryIdAttribute,PrimaryNameAttribute" +
        "&$expand=Attributes($select=LogicalName,AttributeType;$filter=LogicalName eq 'ownerid'),Keys,ManyToOneRelationships",
    );
    expect(json).toMatchObject({
      PrimaryIdAttribute: 'contactid',
      PrimaryNameAttribute: 'fullname',
      Attributes: [{ LogicalName: 'ownerid', AttributeType: 'Owner' }],
      Keys: [],
    });
    expect(json['ManyToOneRelationships']).toContainEqual(
      expect.objectContaining({
        SchemaName: 'contact_customer_accounts',
        ReferencingAttribute: 'parentcustomerid',
        ReferencingEntityNavigationPropertyName: 'parentcustomerid_account',
      }),
    );
    expect(json['ManyToOneRelationships']).toContainEqual(
      expect.objectContaining({
        SchemaName: 'contact_owning_user',
        ReferencingAttribute: 'owninguser',
        ReferencingEntityNavigationPropertyName: 'owninguser',
      }),
    );
    const byId = await get(`EntityDefinitions(${String(json['MetadataId'])})?$select=LogicalName`);
    expect(byId.json).toMatchObject({ LogicalName: 'contact' });
  });

  it('tell what the documentation queries, with the names that Microsoft gives tables, columns and privileges', async () => {
    const { json } = await get(
      "EntityDefinitions(LogicalName='systemuser')?$select=SchemaName,CollectionSchemaName,IsOptimisticConcurrencyEnabled,Privileges" +
        "&$expand=Attributes($select=SchemaName;$filter=LogicalName eq 'internalemailaddress' or LogicalName eq 'createdonbehalfby')",
    );
    expect(json).toMatchObject({
      SchemaName: 'SystemUser',
      CollectionSchemaName: 'SystemUsers',
      IsOptimisticConcurrencyEnabled: true,
      Attributes: [{ SchemaName: 'InternalEMailAddress' }, { SchemaName: 'CreatedOnBehalfBy' }],
    });
    const held = await get(`systemusers(${SYSTEM_USER})/Microsoft.Dynamics.CRM.RetrieveUserPrivileges()`);
    const privileges = json['Privileges'] as { Name: string; PrivilegeId: string }[];
    const { PrivilegeId } = privileges.find(({ Name }) => Name === 'prvReadUser') ?? {};
    expect(held.json['RolePrivileges']).toContainEqual(
      expect.objectContaining({ PrivilegeName: 'prvReadUser', PrivilegeId }),
    );
  });

  it.each(['contact', 'lead', 'account', 'list', 'systemuser', 'businessunit', 'transactioncurrency'])(
    'spell the schema name of every column of %s',
    async (table) => {
      const { json } = await get(`EntityDefinitions(LogicalName='${table}')/Attributes?$select=SchemaName`);
      const names = (json['value'] as { SchemaName: string }[]).map(({ SchemaName }) => SchemaName);
      expect(names.filter((name) => !/^(?:[A-Z]|msdyn|(?:state|status)code$)/.test(name))).toEqual([]);
    },
  );

  it('give the options of choices', async () => {
    const { json } = await get(
      "EntityDefinitions(LogicalName='msdynmkt_segmentdefinition')/Attributes(LogicalName='statuscode')" +
        '/Microsoft.Dynamics.CRM.StatusAttributeMetadata?$select=LogicalName&$expand=OptionSet($select=Options)',
    );
    const { Options: options } = json['OptionSet'] as { Options: { Value: number; State: number }[] };
    expect(options.find((option) => option.Value === 723270003)?.State).toBe(1);
    const alone = await get(
      "EntityDefinitions(LogicalName='msdynmkt_segmentdefinition')/Attributes(LogicalName='statuscode')" +
        '/Microsoft.Dynamics.CRM.StatusAttributeMetadata/OptionSet?$select=Options',
    );
    expect(alone.json).toMatchObject({ Options: options });
  });

  it('give the options of a choice by either property, under the context that the page prints', async () => {
    const { json } = await get(
      "EntityDefinitions(LogicalName='account')/Attributes(LogicalName='accountcategorycode')" +
        '/Microsoft.Dynamics.CRM.PicklistAttributeMetadata?$select=LogicalName&$expand=OptionSet($select=Options),GlobalOptionSet($select=Options)',
    );
    expect(json['@odata.context']).toMatch(
      /#EntityDefinitions\('account'\)\/Attributes\/Microsoft\.Dynamics\.CRM\.PicklistAttributeMetadata\(LogicalName,OptionSet\(Options\),GlobalOptionSet\(Options\)\)\/\$entity$/,
    );
    expect(json['GlobalOptionSet']).toEqual(json['OptionSet']);
    expect(json['OptionSet']).toMatchObject({
      Options: [{ Value: 1, Color: null, IsHidden: false, ParentValues: [] }, { Value: 2 }],
    });
  });

  it.each([
    [
      "EntityDefinitions?$filter=OwnershipType eq Microsoft.Dynamics.CRM.OwnershipTypes'UserOwned'",
      'LogicalName',
    ],
    [
      'EntityDefinitions?$filter=CanCreateAttributes/Value eq true and IsCustomEntity eq false',
      'LogicalName',
    ],
    [
      "EntityDefinitions(LogicalName='account')/Attributes?$filter=RequiredLevel/Value eq Microsoft.Dynamics.CRM.AttributeRequiredLevel'ApplicationRequired'",
      'SchemaName',
    ],
  ])('filter as the page on metadata shows: %s', async (path, name) => {
    const { json } = await get(`${path}&$select=${name}`);
    expect(json['@odata.context']).toMatch(new RegExp(`\\(${name}\\)$`));
    expect((json['value'] as Record<string, unknown>[])[0]).toEqual({
      ...(name === 'SchemaName' ? { '@odata.type': expect.any(String) as string } : {}),
      [name]: expect.any(String) as string,
      MetadataId: expect.any(String) as string,
    });
  });

  it.each([
    ["EntityDefinitions(LogicalName='nosuchtable')", 404],
    ['EntityDefinitions?$select=NoSuchProperty', 400],
    ["EntityDefinitions?$filter=NoSuchProperty eq 'x'", 400],
    ["EntityDefinitions(LogicalName='contact')/NoSuchPart", 404],
    ["EntityDefinitions(LogicalName='contact')?$expand=NoSuchPart", 400],
    ["EntityDefinitions(LogicalName='contact')/Attributes(LogicalName='lastname')/X/OptionSet", 404],
    ["EntityDefinitions?$filter=OwnershipType eq 'UserOwned'", 400],
    ["EntityDefinitions?$filter=LogicalName eq Microsoft.Dynamics.CRM.OwnershipTypes'UserOwned'", 400],
    ["contacts?$filter=lastname eq Microsoft.Dynamics.CRM.OwnershipTypes'UserOwned'", 400],
    ['EntityDefinitions?$top=1', 400],
    ['EntityDefinitions?$orderby=LogicalName', 400],
    ['EntityDefinitions?$count=true', 400],
    ["EntityDefinitions?$filter=startswith(LogicalName,'sgm_')", 501],
    ["EntityDefinitions?$filter=LogicalName in ('contact','lead')", 501],
  ])('refuse %s with %i', async (path, status) => {
    expect((await get(path)).status).toBe(status);
  });
});
