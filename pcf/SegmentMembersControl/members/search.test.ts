import { sampleContactId, sampleSegments } from '../../../emulator/sample-data';
import { memberTables } from '../../../segments/member-tables';
import { recordId, type RecordId } from '../../../segments/record-id';
import { createPeopleCache, shownName, type PeopleQuery } from '../people';
import { startLocalForm, type LocalForm } from '../testing/form-on-local-dataverse';
import { addMembers } from './group-calls';
import { createMembersStore, type MembersStore } from './members-store';
import { createSearch, type Search } from './search';

const [contact] = memberTables;
const [vips] = sampleSegments.newsletter.groups;
if (!contact || !vips) throw new Error('the sample lacks something');
const query: PeopleQuery = { table: contact, moreColumns: [] };
const address = { segmentId: sampleSegments.newsletter.segmentId, groupId: vips.id };

let form: LocalForm;
let members: MembersStore;
let search: Search;
let id: RecordId;

beforeAll(async () => {
  form = await startLocalForm();
  const created = form.server.store.create('contact', {
    firstname: 'Noraxa Mariqa',
    lastname: 'Lindqvax-Haddaq',
    emailaddress1: 'noraxa.lindqvax@example.com',
  });
  id = recordId(created);
  await addMembers(form.dataverse, address, [id, sampleContactId(1)]);
  members = createMembersStore(form.dataverse, address);
  await members.all();
  search = createSearch({
    dataverse: form.dataverse,
    query,
    people: createPeopleCache(form.dataverse, query),
    members,
  });
});

afterAll(async () => {
  search.dispose();
  members.dispose();
  await form.close();
});

describe('the search in a group', () => {
  it.each([
    'noraxa lindq',
    'Lindqvax-Haddaq, Noraxa',
    'haddaq mariqa nora',
    ' LINDQ  noraxa.',
    'noraxa.lindqvax@example.com',
    'mariqa',
  ])('finds a name by its words in any order: %j', async (text) => {
    await search.search(text);
    expect(search.state.get()).toMatchObject({ kind: 'found', ids: [id] });
  });

  it('finds nobody who lacks one of the words', async () => {
    await search.search('noraxa smith');
    expect(search.state.get()).toMatchObject({ kind: 'found', ids: [] });
  });

  it.each(['', '   ', ' , '])('shows everybody for the empty text %j', async (text) => {
    await search.search('nora');
    await search.search(text);
    expect(search.state.get()).toEqual({ kind: 'off' });
  });
});

describe('somebody without a name', () => {
  it.each([
    [{ name: 'Nora', email: 'n@example.com' }, 'Nora'],
    [{ name: ' ', email: 'n@example.com' }, 'n@example.com'],
    [{ name: '', email: '' }, '(no name)'],
  ])('%j is shown as %s', (person, shown) => {
    expect(shownName(person, '(no name)')).toBe(shown);
  });
});
