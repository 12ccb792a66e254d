import type { Assumptions } from '../../emulator/assumptions';
import type { LocalDataverse } from '../../emulator/local-dataverse';
import { describeWithDotnet } from '../judges/dotnet';
import { clientOfConnector, type ConnectorClient } from './connector-client';
import { Environment, type SegmentWithGroup } from './environment';
import { startWithConnector } from './installed-connector';

/** Answers that no page settles and that reach makers: the connector has to read each of them alike. */
const flips: readonly Partial<Assumptions>[] = [
  { groupMembersAnswer: 'members', idSpelling: 'braces', membersNeedPublish: false },
  { groupMembersAnswer: 'array', idSpelling: 'upperCase', memberOrder: 'id' },
];

describeWithDotnet('members through the connector under every assumption', () => {
  describe.each(flips.map((assumptions) => ({ name: JSON.stringify(assumptions), assumptions })))(
    '$name',
    ({ assumptions }) => {
      let dataverse: LocalDataverse;
      let client: ConnectorClient;
      let segment: SegmentWithGroup;
      let ids: readonly string[];

      beforeAll(async () => {
        dataverse = await startWithConnector({ assumptions: { publishingMilliseconds: 1, ...assumptions } });
        const environment = new Environment(dataverse);
        segment = environment.segment();
        ids = environment.contacts(5);
        client = await clientOfConnector(dataverse.url);
        const { segmentId, groupId } = segment;
        await client.call('AddStaticMembers', {
          body: { SegmentId: segmentId, GroupId: groupId, EntityIds: ids },
        });
        await client.call('PublishSegment', { body: { SegmentId: segmentId } });
      });
      afterAll(() => dataverse.close());

      it('lists the members of the group on pages', async () => {
        const { segmentId, groupId } = segment;
        const page = async (pageNumber: number) =>
          (
            await client.call('ListGroupMembers', {
              parameters: { segmentId, groupId, pageNumber, pageSize: 3 },
            })
          ).body as { value: string[]; hasMore: boolean };
        const [first, second] = [await page(1), await page(2)];
        expect([first.hasMore, second.hasMore]).toEqual([true, false]);
        expect([...first.value, ...second.value].sort()).toEqual([...ids].sort());
      });

      it('lists the members of the published segment', async () => {
        let members: readonly string[] = [];
        for (const end = Date.now() + 10_000; members.length === 0 && Date.now() < end;) {
          const { body } = await client.call('ListSegmentMembers', {
            parameters: { segmentId: segment.segmentId },
          });
          members = (body as { value: string[] }).value;
        }
        expect([...members].sort()).toEqual([...ids].sort());
      });
    },
  );
});
