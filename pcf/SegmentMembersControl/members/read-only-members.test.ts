import { recordId } from '../../../segments/record-id';
import { createReadOnlyMembers } from './read-only-members';

const id = recordId('7d1c0000-0000-4000-8000-000000000001');
const address = { segmentId: id, groupId: id };

it('lists what was read, and gives it to whoever asks for all', async () => {
  const members = createReadOnlyMembers(address, () => Promise.resolve([id]));
  expect(await members.all()).toEqual(new Set([id]));
  expect(members.state.get()).toEqual({ kind: 'complete', ids: [id] });
});

it('says what keeps it from reading, and reads again when it is asked again', async () => {
  let isBroken = true;
  const members = createReadOnlyMembers(address, () =>
    isBroken ? Promise.reject(new Error('broken')) : Promise.resolve([id]),
  );
  await members.load();
  expect(members.state.get()).toMatchObject({ kind: 'failed', ids: [] });
  await expect(members.all()).rejects.toThrow('broken');
  isBroken = false;
  expect((await members.all()).size).toBe(1);
});

it('says nothing after its end', async () => {
  const members = createReadOnlyMembers(address, () => Promise.resolve([id]));
  const load = members.load();
  members.dispose();
  await load;
  expect(members.state.get().kind).toBe('loading');
});
