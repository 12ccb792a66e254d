import { sampleContactId, sampleSegments } from '../../../../emulator/sample-data';
import { memberTables } from '../../../../segments/member-tables';
import type { RecordId } from '../../../../segments/record-id';
import { createPeopleCache, type PeopleCache, type PeopleQuery } from '../../people';
import { eventually, startLocalForm, type LocalForm } from '../../testing/form-on-local-dataverse';
import { addMembers } from '../group-calls';
import { createMembersStore, type MembersStore } from '../members-store';
import { createSearch, type Search } from '../search';
import { createArrangement, type Arrangement } from './arrangement';
import { createLooks, type GroupLook } from './looks';

const [contact] = memberTables;
const guests = sampleSegments.newsletter.groups.find(({ name }) => name.startsWith('Webinar'));
if (!contact || !guests) throw new Error('the sample lacks something');
const query: PeopleQuery = { table: contact, moreColumns: ['createdon'] };
const address = { segmentId: sampleSegments.newsletter.segmentId, groupId: guests.id };
const ids = Array.from({ length: 40 }, (_, place) => sampleContactId(place));

let form: LocalForm;
let people: PeopleCache;
let members: MembersStore;
let search: Search;
let look: GroupLook;
let arrangement: Arrangement;

beforeAll(async () => {
  form = await startLocalForm();
  await addMembers(form.dataverse, address, ids);
});

afterAll(() => form.close());

beforeEach(async () => {
  const looks = createLooks();
  looks.added(address.groupId, ids.slice(0, 2));
  look = looks.of(address.groupId);
  people = createPeopleCache(form.dataverse, query);
  members = createMembersStore(form.dataverse, address);
  await members.all();
  search = createSearch({ dataverse: form.dataverse, query, people, members });
  const { choice, added } = look;
  arrangement = createArrangement({ members, search, people, choice, added });
});

afterEach(() => {
  arrangement.dispose();
  search.dispose();
  members.dispose();
  people.dispose();
});

const ready = (): Promise<{ readonly ids: readonly RecordId[] }> =>
  eventually(
    arrangement.state,
    (state): state is Extract<typeof state, { kind: 'ready' }> => state.kind === 'ready',
  );

function namesOf(shown: readonly RecordId[]): readonly string[] {
  return shown.map((id) => {
    const person = people.get(id);
    return typeof person === 'object' ? person.name : '';
  });
}

describe('the arrangement of a group', () => {
  it('is that of Dataverse until something is chosen', () => {
    expect(arrangement.state.get()).toEqual({ kind: 'off' });
  });

  it('reads whom it does not know, once, and sorts the whole group', async () => {
    form.forget();
    look.choice.update({ sortBy: 0 });
    const { ids: sorted } = await ready();
    const { compare } = new Intl.Collator();
    expect(namesOf(sorted)).toEqual([...namesOf(ids)].sort(compare));
    expect(new Set(sorted)).toEqual(new Set(ids));
    look.choice.update({ isDescending: true });
    const backwards = await eventually(
      arrangement.state,
      ({ kind, ids: now }) => kind === 'ready' && now !== sorted,
    );
    expect(namesOf(backwards.ids ?? [])).toEqual([...namesOf(sorted)].reverse());
    expect(form.requests.filter((request) => request.includes('contacts'))).toHaveLength(1);
  });

  it('sorts by a further column by its value', async () => {
    look.choice.update({ sortBy: 2 });
    const { ids: sorted } = await ready();
    const days = sorted.map((id) => String(form.server.store.retrieve('contact', id)?.['createdon']));
    expect(days).toEqual([...days].sort());
  });

  it('keeps to those that a search found, and to those who came in since the form was opened', async () => {
    look.choice.update({ only: 'added' });
    expect((await ready()).ids).toEqual(ids.slice(0, 2));
    const [first] = namesOf(ids);
    await search.search(first ?? '');
    const both = await eventually(
      arrangement.state,
      ({ kind, ids: now }) => kind === 'ready' && now.length !== 2,
    );
    expect(both.ids).toEqual(ids.slice(0, 1));
  });

  it('follows the group', async () => {
    look.choice.update({ sortBy: 1 });
    const { ids: before } = await ready();
    await members.removed(ids.slice(0, 1));
    const after = await eventually(
      arrangement.state,
      ({ kind, ids: now }) => kind === 'ready' && now !== before,
    );
    expect(after.ids).toEqual(before.filter((id) => id !== ids[0]));
  });

  it('says what keeps it from reading the members, and is over when that is taken back', async () => {
    const { choice, added } = look;
    const unreadable = createPeopleCache(form.dataverse, { table: contact, moreColumns: ['no_such_column'] });
    const failing = createArrangement({ members, search, people: unreadable, choice, added });
    choice.update({ sortBy: 1 });
    const { reason } = await eventually(
      failing.state,
      (state): state is Extract<typeof state, { kind: 'failed' }> => state.kind === 'failed',
    );
    expect(reason.said).toMatch(/no_such_column/);
    choice.update({ sortBy: undefined });
    expect(failing.state.get()).toEqual({ kind: 'off' });
    failing.dispose();
  });
});
