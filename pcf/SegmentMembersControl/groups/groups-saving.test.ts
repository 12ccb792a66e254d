import { recordId } from '../../../segments/record-id';
import { DataverseFailure } from '../dataverse/errors';
import { createManualClock, type ManualClock } from '../testing/manual-clock';
import type { GroupsAction } from './groups-state';
import {
  createServer,
  id,
  openForm,
  pass,
  textOf,
  type Person,
  type Server,
} from './testing/definition-form';

interface Opened extends Person {
  readonly clock: ManualClock;
  readonly server: Server;
}

/** The form of somebody who is alone with the definition, bound to the groups column or not. */
async function open(text: string, isBound: boolean): Promise<Opened> {
  const clock = createManualClock();
  const server = createServer(clock, text);
  const person = openForm(server, clock, { isBound });
  await pass(clock, 100);
  return { clock, server, ...person };
}

const rename = (name: string): GroupsAction => ({
  type: 'change',
  id: recordId(id(1)),
  name,
  includeType: 'Include',
});

function namesIn({ store }: Person): readonly string[] | undefined {
  const state = store.state.get();
  return state.kind === 'ready' ? state.groups.map(({ name }) => name) : undefined;
}

function changeOnServer(server: Server, text: string): void {
  server.text = text;
  server.version += 1;
}

const refuseWith = (status: number) => (): Promise<never> =>
  Promise.reject(new DataverseFailure({ status, code: '', message: 'no' }));

describe('groups of a form without their column', () => {
  it('are loading until they were read, and failed where they cannot be', async () => {
    const clock = createManualClock();
    const server = createServer(clock, textOf('One'));
    const { store } = openForm(server, clock, { isBound: false });
    expect(store.isSavedWithForm).toBe(false);
    expect(store.state.get()).toEqual({ kind: 'loading' });
    expect(store.saving.get()).toEqual({ kind: 'idle' });
    expect(store.nameOf(recordId(id(1)))).toBe('');
    store.change(rename('Early'));
    await store.save();
    await pass(clock, 100);
    expect(store.nameOf(recordId(id(1)))).toBe('One');
    expect(store.nameOf(recordId(id(2)))).toBe('');
    expect(server.writes).toBe(0);

    const other = createServer(clock, '');
    Object.assign(other.dataverse, { retrieve: refuseWith(403) });
    const failed = openForm(other, clock, { isBound: false });
    await pass(clock, 100);
    expect(failed.store.state.get()).toMatchObject({ kind: 'failed', reason: { said: 'no' } });
  });

  it('stay as they were read when a later reading fails', async () => {
    const form = await open(textOf('One'), false);
    Object.assign(form.server.dataverse, { retrieve: refuseWith(403) });
    await Promise.all([form.store.load(), pass(form.clock, 100)]);
    expect(namesIn(form)).toEqual(['One']);
    const unknown = form.store.stillHas(recordId(id(1)));
    await pass(form.clock, 100);
    expect(await unknown).toBeUndefined();
  });

  it('are written once when saving is asked for twice, and not at all when nothing has changed', async () => {
    const { store, server, clock } = await open(textOf('One', 'Two'), false);
    void store.save();
    await pass(clock, 500);
    expect(server.writes).toBe(0);
    store.change(rename('Best'));
    void store.save();
    expect(store.saving.get()).toEqual({ kind: 'saving' });
    void store.save();
    await pass(clock, 500);
    expect(store.saving.get()).toEqual({ kind: 'idle' });
    expect(server.writes).toBe(1);
    expect(server.names()).toEqual(['Best', 'Two']);
  });

  it('are written over a newer version after it was read, five times at most', async () => {
    const { store, server, clock } = await open(textOf('One', 'Two'), false);
    store.change(rename('Best'));
    changeOnServer(server, textOf('One', 'Second'));
    void store.save();
    await pass(clock, 500);
    expect(server.names()).toEqual(['Best', 'Second']);
    expect(server.writes).toBe(2);

    const { dataverse } = server;
    let tries = 0;
    Object.assign(dataverse, { updateUnchanged: () => ((tries += 1), refuseWith(412)()) });
    store.change(rename('Again'));
    void store.save();
    await pass(clock, 2000);
    expect(tries).toBe(5);
    expect(store.saving.get()).toMatchObject({ kind: 'failed' });
  });

  it('are not written again when the server refuses them for another reason', async () => {
    const { store, server, clock } = await open(textOf('One'), false);
    let tries = 0;
    Object.assign(server.dataverse, { updateUnchanged: () => ((tries += 1), refuseWith(403)()) });
    store.change(rename('Best'));
    void store.save();
    await pass(clock, 2000);
    expect(tries).toBe(1);
    expect(store.saving.get()).toMatchObject({ kind: 'failed', reason: { said: 'no' } });
  });

  it('that are changed while they are written stay unsaved', async () => {
    const form = await open(textOf('One'), false);
    form.store.change(rename('Best'));
    void form.store.save();
    await pass(form.clock, 10);
    form.store.change(rename('Better'));
    await pass(form.clock, 500);
    expect(form.server.names()).toEqual(['Best']);
    expect(namesIn(form)).toEqual(['Better']);
    void form.store.save();
    await pass(form.clock, 500);
    expect(form.server.names()).toEqual(['Better']);
  });

  it('become a text that cannot be read where the server has one, unless something here is unsaved', async () => {
    for (const [isChanged, kind] of [
      [false, 'malformed'],
      [true, 'ready'],
    ] as const) {
      const { store, server, clock } = await open(textOf('One'), false);
      if (isChanged) store.change(rename('Best'));
      changeOnServer(server, '{');
      void store.load();
      await pass(clock, 500);
      expect(store.state.get().kind).toBe(kind);
    }
  });
});

describe('a contradiction with the server', () => {
  it('that was put off is asked about again only when the server has something else', async () => {
    const { store, server, clock } = await open(textOf('One'), true);
    store.change(rename('Mine'));
    changeOnServer(server, textOf('Theirs'));
    void store.load();
    await pass(clock, 500);
    expect(store.saving.get().kind).toBe('conflict');
    await store.resolve('later');
    void store.load();
    await pass(clock, 500);
    expect(store.saving.get()).toEqual({ kind: 'idle' });
    changeOnServer(server, textOf('Others'));
    void store.load();
    await pass(clock, 500);
    expect(store.saving.get().kind).toBe('conflict');
    void store.resolve('theirs');
    await pass(clock, 500);
    expect(store.saving.get().kind).toBe('idle');
    expect(server.names()).toEqual(['Others']);
  });

  it('there is none to decide where nothing contradicts', async () => {
    const { store, server, clock } = await open(textOf('One'), true);
    await store.resolve('mine');
    await store.resolve('later');
    await pass(clock, 500);
    expect(store.saving.get()).toEqual({ kind: 'idle' });
    expect(server.writes).toBe(0);
  });
});

describe('the form', () => {
  it('is told of changes, and the server is looked at, only where the form has the column', async () => {
    for (const isBound of [true, false]) {
      const { store, server, clock, saveForm } = await open(textOf('One'), isBound);
      expect(store.isSavedWithForm).toBe(isBound);
      const before = server.reads;
      store.change({ type: 'undoDeletion' });
      await pass(clock, 100);
      expect(server.reads).toBe(before);
      store.change(rename('Best'));
      await pass(clock, 100);
      expect(server.reads > before).toBe(isBound);
      saveForm();
      expect(server.names()).toEqual([isBound ? 'Best' : 'One']);
      store.dispose();
    }
  });

  it('once closed looks at nothing any more', async () => {
    const { store, server, clock } = await open(textOf('One'), true);
    store.change(rename('Best'));
    await pass(clock, 200);
    let told = 0;
    store.state.subscribe(() => (told += 1));
    store.dispose();
    const { reads } = server;
    await clock.run();
    store.change(rename('Late'));
    expect(server.reads - reads).toBeLessThanOrEqual(1);
    expect(told).toBe(0);
  });
});
