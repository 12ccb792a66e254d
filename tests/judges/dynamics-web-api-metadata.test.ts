import { DynamicsWebApi } from 'dynamics-web-api';
import { startLocalDataverse, type LocalDataverse } from '../../emulator/local-dataverse';
import { signedIn } from './testing/signed-in';

let dataverse: LocalDataverse;
let client: DynamicsWebApi;

beforeAll(async () => {
  dataverse = await startLocalDataverse({ auth: true, sampleData: 'standard' });
  client = new DynamicsWebApi(signedIn(dataverse));
});

afterAll(() => dataverse.close());

describe('dynamics-web-api: metadata', () => {
  it('of tables, their columns and relationships is read', async () => {
    const entity = await client.retrieveEntity<{
      LogicalName: string;
      EntitySetName: string;
      MetadataId: string;
    }>({
      key: "LogicalName='contact'",
      select: ['LogicalName', 'EntitySetName', 'PrimaryIdAttribute'],
    });
    expect(entity).toMatchObject({
      LogicalName: 'contact',
      EntitySetName: 'contacts',
      PrimaryIdAttribute: 'contactid',
    });
    const entities = await client.retrieveEntities<{ LogicalName: string }>({
      select: ['LogicalName'],
      filter: "LogicalName eq 'account'",
    });
    expect(entities.value.map(({ LogicalName }) => LogicalName)).toEqual(['account']);
    const attributes = await client.retrieveAttributes<{ LogicalName: string }>({
      entityKey: entity.MetadataId,
      select: ['LogicalName'],
    });
    expect(attributes.value.map(({ LogicalName }) => LogicalName)).toEqual(
      expect.arrayContaining(['lastname', 'contactid']),
    );
    const choice = await client.retrieveAttribute<{ OptionSet: { Options: { Value: number }[] } }>({
      entityKey: entity.MetadataId,
      attributeKey: "LogicalName='gendercode'",
      castType: 'Microsoft.Dynamics.CRM.PicklistAttributeMetadata',
      expand: [{ property: 'OptionSet' }],
    });
    expect(choice.OptionSet.Options.map(({ Value }) => Value)).toEqual([1, 2]);
    const relationship = await client.retrieveRelationship<{ ReferencedEntity: string }>({
      key: "SchemaName='contact_customer_accounts'",
      castType: 'Microsoft.Dynamics.CRM.OneToManyRelationshipMetadata',
    });
    expect(relationship.ReferencedEntity).toBe('account');
  });

  it('lets collections be called by the names of their tables', async () => {
    const byName = new DynamicsWebApi({ ...signedIn(dataverse), useEntityNames: true });
    expect(await byName.count({ collection: 'lead' })).toBe(5000);
  });

  it('comes as CSDL too', async () => {
    expect(await client.retrieveCsdlMetadata()).toContain('<EntityType Name="contact"');
  });
});
