import type { TableDescription } from '../../segments';
import { MessageBench } from './testing/message-bench';
import { realTimeSegmentMessages } from './real-time-segments';

const pets: TableDescription = {
  logicalName: 'sgm_pet',
  entitySetName: 'sgm_pets',
  label: 'Pet',
  collectionLabel: 'Pets',
  primaryId: 'sgm_petid',
  primaryName: 'sgm_name',
  objectTypeCode: 11001,
  ownership: 'user',
  columns: [
    { name: 'sgm_petid', label: 'Pet', type: 'uniqueidentifier' },
    { name: 'sgm_name', label: 'Name', type: 'string', maxLength: 100 },
    { name: 'sgm_owner', label: 'Owner', type: 'lookup', targets: ['contact'] },
  ],
  relationships: [{ name: 'sgm_contact_pets', one: 'contact', many: 'sgm_pet', column: 'sgm_owner' }],
};

it('a segment may be based on a custom table, with a query over its relationships', async () => {
  const on = new MessageBench(realTimeSegmentMessages, {}, { tables: [pets] });
  const ann = on.store.create('contact', { lastname: 'Ann' });
  const cat = on.store.create('sgm_pet', { sgm_name: 'Cat', sgm_owner: ann });
  const dog = on.store.create('sgm_pet', { sgm_name: 'Dog' });
  const groupId = '00000000-0000-4000-8000-0000000000a1';
  const definition = on.store.create('msdynmkt_segmentdefinition', {
    msdynmkt_segmentquery: "PROFILE(contact).FILTER(lastname == 'Ann').TRAVERSE(sgm_contact_pets)",
    msdynmkt_staticlistmembers: JSON.stringify([{ groupId, includeType: 'Include' }]),
  });
  const SegmentId = on.store.create('msdynmkt_segment', {
    msdynmkt_sourcesegmentuid: definition,
    msdynmkt_baseentitylogicalname: 'sgm_pet',
  });
  const add = (id: string): unknown =>
    on.call('msdynmkt_AddStaticMembers', { SegmentId, GroupId: groupId, EntityIds: [id] });
  add(dog);
  expect(() => add(ann)).toThrow(`Entity 'sgm_pet' With Id = ${ann} Does Not Exist`);
  on.call('msdynmkt_PublishSegmentDefinition', { SegmentId });
  await on.runJobs();
  const answer = on.call('msdynmkt_MembersList', { SegmentId });
  expect(JSON.parse(String(answer?.['ResultText']))).toMatchObject({
    baseEntityLogicalName: 'sgm_pet',
    primaryKeyColumnName: 'sgm_petid',
    members: [cat, dog].sort(),
  });
});
