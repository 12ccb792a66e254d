import { sampleContactId, sampleSegments } from '../../../emulator/sample-data';
import { recordId, type RecordId } from '../../../segments/record-id';
import { newStaticGroup } from '../../../segments/static-groups';
import { listMembers, removeMembers, type MembersStore } from '../members';
import { eventually, startLocalForm, type LocalForm } from '../testing/form-on-local-dataverse';
import type { Session } from './session';

const { newsletter } = sampleSegments;
const [, , other, guests] = newsletter.groups;
if (!other || !guests) throw new Error('the sample lacks a group');
const ids = (first: number, count: number): readonly RecordId[] =>
  Array.from({ length: count }, (_, index) => sampleContactId(first + index));

let form: LocalForm;
let session: Session;
let members: MembersStore;

function storedText(): string {
  const row = form.server.store.retrieve('msdynmkt_segmentdefinition', newsletter.definitionId);
  return String(row?.['msdynmkt_staticlistmembers']);
}

const addressOf = (groupId: RecordId): MembersStore['address'] => ({
  segmentId: newsletter.segmentId,
  groupId,
});

async function inGroup(groupId: RecordId): Promise<readonly RecordId[]> {
  const found = await listMembers(form.dataverse, addressOf(groupId), { number: 1, size: 5000 });
  return [...found].sort();
}

beforeAll(async () => {
  form = await startLocalForm();
});
afterAll(() => form.close());

beforeEach(async () => {
  await removeMembers(form.dataverse, addressOf(guests.id), await inGroup(guests.id));
  const record = { table: 'definition', id: newsletter.definitionId } as const;
  session = form.open({ record, boundText: storedText(), isBoundToGroups: true });
  await eventually(session.link, ({ kind }) => kind === 'linked');
  session.show(guests.id);
  const shown = await eventually(session.members, (store) => store !== undefined);
  members = shown;
});

describe('members that go from one group to another', () => {
  it('are moved by two changes, added there and then taken out here, and are brought back by one undo', async () => {
    await session.transfers.copy(guests.id, ids(0, 3));
    const before = await inGroup(other.id);
    const moved = ids(0, 2);
    const fresh = moved.filter((id) => !before.includes(id));
    await session.transfers.move(members, other.id, moved);
    expect(await inGroup(guests.id)).toEqual(ids(2, 1));
    expect(await inGroup(other.id)).toEqual([...before, ...fresh].sort());
    expect(session.transfers.firstHalf.get()).toMatchObject({ isAlone: false, report: { added: fresh } });
    expect(session.changes.state.get()).toMatchObject({ kind: 'ended', report: { removed: moved } });
    await session.transfers.undo();
    expect(await inGroup(guests.id)).toEqual([...ids(0, 3)].sort());
    expect(await inGroup(other.id)).toEqual(before);
  });

  it('stay where they are when not all of them arrive', async () => {
    await session.transfers.copy(guests.id, ids(0, 2));
    const gone = recordId('00000000-0000-4000-8000-0000000000aa');
    await session.transfers.move(members, gone, ids(0, 2));
    expect(session.transfers.firstHalf.get()).toMatchObject({ isAlone: true, report: { added: [] } });
    expect(await inGroup(guests.id)).toEqual([...ids(0, 2)].sort());
  });

  it('make a new group that is saved first', async () => {
    const made = newStaticGroup(recordId('00000000-0000-4000-8000-0000000000ab'), 'In both', 'Exclude');
    await session.makeGroup(made, ids(0, 2));
    expect(storedText()).toContain('In both');
    expect(await inGroup(made.id)).toEqual([...ids(0, 2)].sort());
    expect(session.changes.state.get()).toMatchObject({ kind: 'ended', groupName: 'In both' });
  });
});
