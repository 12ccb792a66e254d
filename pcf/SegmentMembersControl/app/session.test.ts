import { recordId } from '../../../segments/record-id';
import { eventually, startLocalForm, type LocalForm } from '../testing/form-on-local-dataverse';
import type { Session } from './session';
import { namesOf, newsletter, openDefinition, reset, storedText, vips } from './testing/newsletter-form';

let form: LocalForm;
let textAtStart: string;

beforeAll(async () => {
  form = await startLocalForm();
  textAtStart = storedText(form);
});

afterAll(() => form.close());

beforeEach(() => reset(form, textAtStart));

function openSegment(boundText: string | null): Session {
  return form.open({ record: { table: 'segment', id: newsletter.segmentId }, boundText });
}

describe('a session on the form of a definition', () => {
  it('shows the first rows with their names after three requests', async () => {
    const session = openDefinition(form);
    session.show(vips.id);
    const members = await eventually(session.members, (store) => store !== undefined);
    await eventually(members.state, ({ kind }) => kind === 'reading');
    const people = session.people();
    if (!people) throw new Error('no people');
    await eventually(people.version, (version) => version > 0);
    expect(form.requests.slice(0, 3)).toEqual([
      'GET msdynmkt_segments',
      'POST msdynmkt_ListGroupMembers',
      'GET contacts',
    ]);
    const first = people.get(members.state.get().ids[0] ?? recordId(vips.id));
    expect(first).toMatchObject({ name: expect.stringMatching(/\S/) as unknown });
  });

  it('reads all members and counts the other groups', async () => {
    const session = openDefinition(form);
    expect((await namesOf(session, vips.id)).length).toBe(vips.size);
    await session.counts.countAll(
      newsletter.segmentId,
      newsletter.groups.map(({ id }) => id),
    );
    expect(newsletter.groups.map(({ id }) => session.counts.state.get()[id]?.count)).toEqual(
      newsletter.groups.map(({ size }) => size),
    );
  });

  it('gives the form the changed text and leaves the server alone', async () => {
    const texts: string[] = [];
    const session = openDefinition(form, (text) => texts.push(text));
    const groups = session.groups.get();
    const before = storedText(form);
    groups?.change({ type: 'change', id: vips.id, name: '<b>Best</b>', includeType: 'Include' });
    expect(texts).toEqual([before.replace('VIP customers', '<b>Best</b>')]);
    expect(storedText(form)).toBe(before);
    session.formHas(texts[0] ?? '');
    expect(texts.length).toBe(1);
  });

  it('notices that the form has been saved', async () => {
    const session = openDefinition(form);
    const groups = session.groups.get();
    if (!groups) throw new Error('no groups');
    const id = crypto.randomUUID();
    groups.change({ type: 'add', id: recordId(id), name: 'New', includeType: 'Include' });
    const state = groups.state.get();
    const text = state.kind === 'ready' ? JSON.stringify(state.groups.map((group) => group.name)) : '';
    expect(text).toContain('New');
    const isSaved = (): boolean => {
      const now = groups.state.get();
      return now.kind === 'ready' && now.saved.some((group) => group.id === id);
    };
    expect(isSaved()).toBe(false);
    await groups.save();
    expect(isSaved()).toBe(true);
    expect(storedText(form)).toContain(id);
  });
});

describe('a session on the form of a segment', () => {
  it('finds the definition through the bound column or the segment', async () => {
    for (const boundText of [newsletter.definitionId, null, 'some text']) {
      const session = openSegment(boundText);
      const groups = await eventually(session.groups, (store) => store !== undefined);
      const state = await eventually(groups.state, (value) => (value as { kind?: string }).kind === 'ready');
      expect((state as { groups: readonly unknown[] }).groups.length).toBe(4);
      session.dispose();
    }
  });

  it('writes groups only over what it has read, and lets the marketer choose when somebody was quicker', async () => {
    const session = openSegment(newsletter.definitionId);
    const groups = await eventually(session.groups, (store) => store !== undefined);
    await eventually(groups.state, ({ kind }) => kind === 'ready');
    groups.change({ type: 'change', id: vips.id, name: 'Mine', includeType: 'Include' });

    const theirs = storedText(form).replace('VIP customers', 'Theirs');
    form.server.store.update('msdynmkt_segmentdefinition', newsletter.definitionId, {
      msdynmkt_staticlistmembers: theirs,
    });
    await groups.save();
    expect(groups.saving.get()).toMatchObject({ kind: 'conflict', theirs: { text: theirs } });
    expect(storedText(form)).toBe(theirs);

    await groups.resolve('mine');
    expect(groups.saving.get().kind).toBe('idle');
    expect(storedText(form)).toContain('Mine');
    expect(storedText(form)).not.toContain('Theirs');
  });

  it('takes the groups of the server when told so', async () => {
    const session = openSegment(newsletter.definitionId);
    const groups = await eventually(session.groups, (store) => store !== undefined);
    await eventually(groups.state, ({ kind }) => kind === 'ready');
    groups.change({ type: 'delete', id: vips.id });
    const theirs = storedText(form).replace('VIP customers', 'Theirs');
    form.server.store.update('msdynmkt_segmentdefinition', newsletter.definitionId, {
      msdynmkt_staticlistmembers: theirs,
    });
    await groups.save();
    await groups.resolve('theirs');
    const state = groups.state.get();
    expect(state.kind === 'ready' && state.groups.map(({ name }) => name)).toContain('Theirs');
    expect(storedText(form)).toBe(theirs);
  });

  it('shows malformed JSON and never writes over it', async () => {
    const broken = '[{"groupId":"x","includeType":"Include"}]';
    form.server.store.update('msdynmkt_segmentdefinition', newsletter.definitionId, {
      msdynmkt_staticlistmembers: broken,
    });
    const session = openSegment(newsletter.definitionId);
    const groups = await eventually(session.groups, (store) => store !== undefined);
    const state = await eventually(groups.state, ({ kind }) => kind !== 'loading');
    expect(state).toMatchObject({ kind: 'malformed', text: broken, error: { reason: 'groupIdNotAGuid' } });
    groups.change({ type: 'add', id: recordId(crypto.randomUUID()), name: 'x', includeType: 'Include' });
    await groups.save();
    expect(storedText(form)).toBe(broken);
  });
});

describe('the segment', () => {
  it('is published, watched until it is ready, and stopped', async () => {
    const session = openDefinition(form);
    const link = await eventually(session.link, ({ kind }) => kind === 'linked');
    if (link.kind !== 'linked') throw new Error(link.kind);
    await session.commands.publish(link.segment);
    expect(session.commands.state.get()).toEqual({ kind: 'idle' });
    await waitUntil(async () => {
      await session.refreshSegment();
      const now = session.link.get();
      return now.kind === 'linked' && now.segment.isActive && (now.segment.memberCount ?? 0) > 0;
    });
    const live = session.link.get();
    if (live.kind !== 'linked') throw new Error(live.kind);
    await session.commands.stop(live.segment);
    expect(session.commands.state.get()).toEqual({ kind: 'idle' });
  });
});

async function waitUntil(isTrue: () => Promise<boolean>): Promise<void> {
  for (let round = 0; round < 200; round += 1) {
    if (await isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('It did not come to pass.');
}
