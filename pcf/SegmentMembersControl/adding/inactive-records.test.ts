import { sampleContactId, sampleSegments } from '../../../emulator/sample-data';
import { memberTables } from '../../../segments/member-tables';
import { createMembersStore, type MembersStore } from '../members';
import { startLocalForm, type LocalForm } from '../testing/form-on-local-dataverse';
import { createImportStore, type ImportStore } from './import-store';
import type { Outcome, Preview } from './preview';

const [contact] = memberTables;
const [vips] = sampleSegments.newsletter.groups;
if (!contact || !vips) throw new Error('the sample lacks something');
const table = contact;
const address = { segmentId: sampleSegments.newsletter.segmentId, groupId: vips.id };

let form: LocalForm;
let members: MembersStore;

beforeAll(async () => {
  form = await startLocalForm();
  members = createMembersStore(form.dataverse, address);
});

afterAll(async () => {
  members.dispose();
  await form.close();
});

const open = (): ImportStore =>
  createImportStore({ dataverse: form.dataverse, table, members, purpose: 'add' });

function previewIn(store: ImportStore): Preview {
  const state = store.state.get();
  if (state.kind !== 'preview') throw new Error(JSON.stringify(state));
  return state.preview;
}

async function previewOf(store: ImportStore): Promise<{ preview: Preview }> {
  await store.match();
  return { preview: previewIn(store) };
}

const outcomesOf = ({ outcomes }: Preview, kind: Outcome['kind']): readonly Outcome[] =>
  outcomes.filter((outcome) => outcome.kind === kind);

const matchedIn = ({ outcomes }: Preview): readonly string[] =>
  outcomes.flatMap((outcome) => (outcome.kind === 'found' ? [outcome.person.id] : []));

describe('a list', () => {
  it('finds nobody who was deactivated, and of two with an address the one in use', async () => {
    const create = (lastname: string, emailaddress1: string, statecode: number): string =>
      form.server.store.create('contact', { lastname, emailaddress1, statecode });
    create('Gone', 'gone@example.com', 1);
    create('Moved', 'moved@example.com', 1);
    const moved = create('Moved', 'moved@example.com', 0);
    const store = open();
    await store.paste('gone@example.com\nMoved <moved@example.com>');
    const { preview } = await previewOf(store);
    expect(outcomesOf(preview, 'inactive').map(({ value }) => value)).toEqual(['gone@example.com']);
    expect(matchedIn(preview)).toEqual([moved]);
  });

  it('finds an address whichever way its domain is spelled', async () => {
    const id = form.server.store.create('contact', {
      lastname: 'Grün',
      emailaddress1: 'anna@xn--mnchen-3ya.example',
    });
    const store = open();
    await store.paste('anna@münchen.example');
    const { preview } = await previewOf(store);
    expect(matchedIn(preview)).toEqual([id]);
  });

  it('tells who was deactivated among records that were picked', async () => {
    const gone = form.server.store.create('contact', { lastname: 'Gone', statecode: 1 });
    const store = open();
    await store.take(() => Promise.resolve([sampleContactId(1), gone]));
    const preview = previewIn(store);
    expect(matchedIn(preview)).toEqual([sampleContactId(1)]);
    expect(outcomesOf(preview, 'inactive').map(({ value }) => value)).toEqual([gone]);
  });
});
