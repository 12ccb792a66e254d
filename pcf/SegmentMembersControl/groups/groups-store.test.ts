import { recordId } from '../../../segments/record-id';
import fc from 'fast-check';
import { serialiseStaticGroups } from '../../../segments/static-groups';
import { DataverseFailure } from '../dataverse/errors';
import { createManualClock, type ManualClock } from '../testing/manual-clock';
import {
  createServer,
  id,
  openForm,
  pass,
  textOf,
  type FormManner,
  type Person,
  type Server,
} from './testing/definition-form';

async function twoPeople(
  text: string,
  manner: FormManner & { readonly latency?: number } = {},
): Promise<{ clock: ManualClock; server: Server; a: Person; b: Person }> {
  const clock = createManualClock();
  const server = createServer(clock, text, manner.latency);
  const people = { a: openForm(server, clock, manner), b: openForm(server, clock, manner) };
  await pass(clock, 100);
  return { clock, server, ...people };
}

describe('two people on one segment', () => {
  it('lose no group when the second saves a form that was opened before the first saved', async () => {
    const { clock, server, a, b } = await twoPeople(textOf('One'));
    a.store.change({ type: 'add', id: recordId(id(11)), name: 'Of A', includeType: 'Include' });
    b.store.change({ type: 'add', id: recordId(id(12)), name: 'Of B', includeType: 'Include' });
    await pass(clock, 200);
    b.saveForm();
    await pass(clock, 100);
    a.saveForm();
    expect(server.names()).toEqual(['One', 'Of A']);
    await pass(clock, 20_000);
    expect([...server.names()].sort()).toEqual(['Of A', 'Of B', 'One']);
    for (const { store } of [a, b]) {
      void store.load();
      await pass(clock, 100);
      const state = store.state.get();
      expect(state.kind === 'ready' && state.groups.map(({ name }) => name).sort()).toEqual([
        'Of A',
        'Of B',
        'One',
      ]);
    }
  });

  it.each([
    ['a server that takes four seconds for an answer', { latency: 4000 }],
    ['a form that drops what it was given while it saved', { saveTakes: 300, dropsWhatCame: true }],
    ['a form that keeps what it was given while it saved', { saveTakes: 300, dropsWhatCame: false }],
    ['a save that is on its way for five seconds', { saveTakes: 5000, dropsWhatCame: true }],
  ])('lose no group with %s, whenever the one saves after the other', async (_, manner) => {
    for (const between of [0, 100, 250, 400, 600, 1000, 3000, 4100, 5200, 9000]) {
      const { clock, server, a, b } = await twoPeople(textOf('One'), manner);
      a.store.change({ type: 'add', id: recordId(id(11)), name: 'Of A', includeType: 'Include' });
      b.store.change({ type: 'change', id: recordId(id(1)), name: 'Best', includeType: 'Include' });
      await pass(clock, 200);
      void b.store.save();
      await pass(clock, between);
      a.saveForm();
      await pass(clock, 60_000);
      for (const { store } of [a, b]) {
        void store.load();
        await pass(clock, 5000);
        const state = store.state.get();
        expect(state.kind === 'ready' && state.groups.map(({ name }) => name).sort()).toEqual([
          'Best',
          'Of A',
        ]);
        store.dispose();
      }
      expect([...server.names()].sort()).toEqual(['Best', 'Of A']);
    }
  });

  it('see each other’s changes put together before the form is saved', async () => {
    const { clock, server, a, b } = await twoPeople(textOf('One', 'Two'));
    a.store.change({ type: 'change', id: recordId(id(1)), name: 'Best', includeType: 'Include' });
    b.store.change({ type: 'change', id: recordId(id(1)), name: 'One', includeType: 'Exclude' });
    b.store.change({ type: 'delete', id: recordId(id(2)) });
    b.saveForm();
    await pass(clock, 6000);
    a.saveForm();
    expect(server.names()).toEqual(['Best']);
    expect(server.text).toContain('Exclude');
  });

  it('are asked when both renamed one group, and nothing is written until one has decided', async () => {
    const { clock, server, a, b } = await twoPeople(textOf('One', 'Two'));
    a.store.change({ type: 'change', id: recordId(id(1)), name: 'Of A', includeType: 'Include' });
    b.store.change({ type: 'change', id: recordId(id(1)), name: 'Of B', includeType: 'Include' });
    b.saveForm();
    await pass(clock, 1000);
    void a.store.save();
    await pass(clock, 500);
    expect(a.store.saving.get()).toMatchObject({
      kind: 'conflict',
      contradictions: [{ id: id(1), mine: { name: 'Of A' }, theirs: { name: 'Of B' } }],
    });
    expect(server.names()).toEqual(['Of B', 'Two']);
    await a.store.resolve('later');
    expect(a.store.saving.get().kind).toBe('idle');
    expect(server.names()).toEqual(['Of B', 'Two']);
    void a.store.save();
    await pass(clock, 500);
    void a.store.resolve('mine');
    await pass(clock, 500);
    expect(server.names()).toEqual(['Of A', 'Two']);
    expect(a.store.saving.get().kind).toBe('idle');
  });

  it('are asked when one deletes what the other has changed, and may take it back', async () => {
    const { clock, server, a, b } = await twoPeople(textOf('One', 'Two'));
    a.store.change({ type: 'delete', id: recordId(id(1)) });
    b.store.change({ type: 'change', id: recordId(id(1)), name: 'Of B', includeType: 'Include' });
    b.saveForm();
    await pass(clock, 6000);
    expect(a.store.saving.get()).toMatchObject({ kind: 'conflict', contradictions: [{ mine: undefined }] });
    void a.store.resolve('theirs');
    await pass(clock, 500);
    a.saveForm();
    await pass(clock, 1000);
    expect([...server.names()].sort()).toEqual(['Of B', 'Two']);
  });

  it('are told when together they have more groups than a definition takes', async () => {
    const names = Array.from({ length: 9 }, (_, index) => `G${index}`);
    const { clock, server, a, b } = await twoPeople(textOf(...names));
    a.store.change({ type: 'add', id: recordId(id(11)), name: 'Of A', includeType: 'Include' });
    b.store.change({ type: 'add', id: recordId(id(12)), name: 'Of B', includeType: 'Include' });
    void b.store.save();
    await pass(clock, 500);
    void a.store.save();
    await pass(clock, 500);
    expect(a.store.saving.get()).toEqual({ kind: 'tooMany', count: 11 });
    expect(server.ids().length).toBe(10);
  });

  it('never write over a column that nobody can read', async () => {
    const { clock, server, a } = await twoPeople(textOf('One'));
    a.store.change({ type: 'add', id: recordId(id(11)), name: 'Of A', includeType: 'Include' });
    server.text = '[{"groupId":"x"}]';
    server.version += 1;
    void a.store.save();
    await pass(clock, 1000);
    expect(server.text).toBe('[{"groupId":"x"}]');
    expect(a.store.state.get().kind).toBe('malformed');
  });

  it('never write over a text that was not read, and say why the groups are not saved', async () => {
    const { clock, server, a } = await twoPeople(textOf('One'));
    const { dataverse } = server;
    const refuse = (): Promise<never> =>
      Promise.reject(new DataverseFailure({ status: 403, code: '0x80040220', message: 'no privilege' }));
    Object.assign(dataverse, { retrieve: refuse });
    a.store.change({ type: 'add', id: recordId(id(11)), name: 'Of A', includeType: 'Include' });
    void a.store.save();
    await pass(clock, 1000);
    expect(server.names()).toEqual(['One']);
    expect(a.store.saving.get()).toEqual({ kind: 'failed', reason: { key: 'Failed', said: 'no privilege' } });
  });

  it('know whether a group is still there', async () => {
    const { clock, server, a } = await twoPeople(textOf('One', 'Two'));
    server.text = textOf('One');
    const answers = Promise.all([a.store.stillHas(recordId(id(1))), a.store.stillHas(recordId(id(2)))]);
    await pass(clock, 500);
    expect(await answers).toEqual([true, false]);
    expect(a.store.nameOf(recordId(id(2)))).toBe('');
  });

  it('lose no group of anybody in any order of adding, renaming, switching, deleting and saving', async () => {
    const who = fc.constantFrom('a', 'b');
    // Nobody saves within a tenth of a second of a change.
    const step = fc.record({
      who,
      what: fc.constantFrom('add', 'rename', 'switch', 'delete', 'saveForm', 'save'),
      wait: fc.constantFrom(150, 700, 6000, 20_000),
      pick: fc.nat({ max: 20 }),
    });
    const manner = fc.record({
      saveTakes: fc.constantFrom(0, 300, 5000),
      dropsWhatCame: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), manner, async (steps, manners) => {
        const { clock, server, a, b } = await twoPeople(textOf('One', 'Two'), manners);
        const people = { a, b };
        const deleted = new Set<string>();
        const added = new Set<string>();
        let next = 20;
        for (const { who: name, what, wait, pick } of steps) {
          const { store, saveForm } = people[name];
          const state = store.state.get();
          const groups = state.kind === 'ready' ? state.groups : [];
          const group = groups[pick % Math.max(1, groups.length)];
          if (what === 'add' && added.size < 6) {
            next += 1;
            added.add(id(next));
            store.change({
              type: 'add',
              id: recordId(id(next)),
              name: `New ${next}`,
              includeType: 'Include',
            });
          } else if (group && what === 'rename') {
            store.change({ ...group, type: 'change', name: `${name} ${pick}` });
          } else if (group && what === 'switch') {
            store.change({ ...group, type: 'change', includeType: 'Exclude' });
          } else if (group && what === 'delete') {
            deleted.add(group.id);
            store.change({ type: 'delete', id: group.id });
          } else if (what === 'saveForm') saveForm();
          else if (what === 'save') void store.save();
          await pass(clock, wait);
          for (const person of [a, b]) void person.store.resolve('mine');
        }
        // Both save what they have, one after the other, and decide what they are asked.
        for (const person of [a, b, a, b]) {
          await pass(clock, 20_000);
          void person.store.resolve('mine');
          await pass(clock, 1000);
          person.saveForm();
          await pass(clock, 1000);
          void person.store.save();
        }
        await pass(clock, 20_000);
        const there = new Set(server.ids());
        const missing = [id(1), id(2), ...added].filter((each) => !deleted.has(each) && !there.has(each));
        expect(missing).toEqual([]);
        for (const { store } of [a, b]) {
          void store.load();
          await pass(clock, 100);
          const state = store.state.get();
          expect(state.kind === 'ready' && serialiseStaticGroups(state.saved)).toBe(server.text);
          expect(store.saving.get().kind).toBe('idle');
          store.dispose();
        }
      }),
      { numRuns: 100 },
    );
  });
});
