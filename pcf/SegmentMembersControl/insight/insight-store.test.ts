import { parseRecordId, type RecordId } from '../../../segments/record-id';
import type { EvaluatedMembers } from './evaluated-members';
import { noDefinitionFacts, type DefinitionFacts } from './definition-facts';
import {
  createInsightStore,
  type ComparedGroup,
  type InsightStore,
  type ListedGroups,
} from './insight-store';

function numbered(number: number): RecordId {
  const id = parseRecordId(`7d1c0000-0000-4000-8000-${String(number).padStart(12, '0')}`);
  if (id === undefined) throw new Error(`${number} makes no id`);
  return id;
}

const guests: ComparedGroup = { id: numbered(101), name: 'Guests', includeType: 'Include' };
const barred: ComparedGroup = { id: numbered(102), name: 'Barred', includeType: 'Exclude' };
const listed: ListedGroups = {
  included: { id: numbered(103), name: 'Included members', includeType: 'Include' },
  excluded: { id: numbered(104), name: 'Excluded members', includeType: 'Exclude' },
};
const [nora, omar, pia] = [numbered(1), numbered(2), numbered(3)];

interface Server {
  groups: Map<RecordId, readonly RecordId[]>;
  evaluated: EvaluatedMembers | undefined;
  definition: DefinitionFacts;
  readonly asked: string[];
}

function startServer(): Server {
  return {
    groups: new Map([
      [guests.id, [nora, omar]],
      [barred.id, [omar]],
    ]),
    evaluated: { kind: 'all', ids: [nora, pia] },
    definition: noDefinitionFacts,
    asked: [],
  };
}

function storeOn(server: Server): InsightStore {
  return createInsightStore({
    readGroup(id) {
      server.asked.push(id);
      const ids = server.groups.get(id);
      return ids ? Promise.resolve(ids) : Promise.reject(new Error('no such group'));
    },
    readDefinition: () => Promise.resolve(server.definition),
    readEvaluated() {
      server.asked.push('evaluated');
      return Promise.resolve(server.evaluated);
    },
  });
}

it('knows for everybody the groups and the evaluation', async () => {
  const server = startServer();
  server.definition = { ...noDefinitionFacts, hasQuery: true };
  const store = storeOn(server);
  expect(store.situationOf(nora)).toBeUndefined();
  await store.look([guests, barred], listed);
  expect(store.situationOf(nora)).toEqual({
    includedBy: [guests],
    excludedBy: [],
    hasQuery: true,
    wasEvaluatedIn: true,
    removedFrom: [],
  });
  expect(store.situationOf(omar)).toMatchObject({
    includedBy: [guests],
    excludedBy: [barred],
    hasQuery: true,
    wasEvaluatedIn: false,
  });
  expect(store.situationOf(numbered(9))).toMatchObject({ includedBy: [], wasEvaluatedIn: false });
});

it('counts the older columns of listed members as a group each', async () => {
  const server = startServer();
  server.definition = { hasQuery: false, included: [pia], excluded: [nora] };
  const store = storeOn(server);
  await store.look([guests, barred], listed);
  expect(store.situationOf(pia)).toMatchObject({ includedBy: [listed.included], excludedBy: [] });
  expect(store.situationOf(nora)).toMatchObject({ includedBy: [guests], excludedBy: [listed.excluded] });
});

it('compares groups and evaluation', async () => {
  const store = storeOn(startServer());
  await store.look([guests, barred], listed);
  const state = store.state.get();
  if (state.kind !== 'ready') throw new Error(state.kind);
  expect(state.insight.overlaps).toMatchObject({ includedAndExcluded: 1, throughGroups: 1 });
  expect(state.insight.changes).toEqual({ joining: 0, excludedSince: 0, inNoGroup: 1 });
  expect(state.insight.evaluation).toEqual({ kind: 'all', total: 2 });
});

it('reads again only what has changed here, and remembers who was removed until the next evaluation', async () => {
  const server = startServer();
  const store = storeOn(server);
  await store.look([guests, barred], listed);
  server.groups.set(guests.id, [omar]);
  store.changed(guests.id, [nora]);
  server.asked.length = 0;
  await store.look([guests, barred], listed);
  expect(server.asked).toEqual([guests.id]);
  expect(store.situationOf(nora)).toMatchObject({ wasEvaluatedIn: true, removedFrom: [guests] });
  store.evaluatedAgain();
  server.evaluated = { kind: 'all', ids: [] };
  await store.look([guests, barred], listed);
  expect(store.situationOf(nora)).toMatchObject({ wasEvaluatedIn: false, removedFrom: [] });
});

it('does not call somebody removed who has been added again', async () => {
  const store = storeOn(startServer());
  store.changed(guests.id, [nora]);
  await store.look([guests, barred], listed);
  expect(store.situationOf(nora)).toMatchObject({ includedBy: [guests], removedFrom: [] });
});

it('concludes nothing from a part of the evaluated members, or from none', async () => {
  const server = startServer();
  server.evaluated = { kind: 'some', ids: [nora], total: 2 };
  const store = storeOn(server);
  await store.look([guests], listed);
  expect(store.situationOf(nora)).toMatchObject({ wasEvaluatedIn: true });
  expect(store.situationOf(pia)).toMatchObject({ wasEvaluatedIn: undefined });
  expect(store.state.get()).toMatchObject({ insight: { changes: undefined } });
  for (const evaluated of [undefined, { kind: 'unreadable' } as const]) {
    store.evaluatedAgain();
    server.evaluated = evaluated;
    await store.look([guests], listed);
    expect(store.situationOf(nora)).toMatchObject({ wasEvaluatedIn: undefined });
    expect(store.state.get()).toMatchObject({
      insight: { evaluation: { kind: 'none' }, changes: undefined },
    });
  }
});

it('says what keeps it from reading, and reads the rest at the next look', async () => {
  const server = startServer();
  const store = storeOn(server);
  server.groups.delete(barred.id);
  await store.look([guests, barred], listed);
  expect(store.state.get()).toEqual({ kind: 'failed', error: new Error('no such group') });
  server.groups.set(barred.id, []);
  server.asked.length = 0;
  await store.look([guests, barred], listed);
  expect(server.asked).toEqual([barred.id, 'evaluated']);
  expect(store.state.get().kind).toBe('ready');
});

it('reads a group once more that is changed while it is read', async () => {
  const server = startServer();
  const store = storeOn(server);
  const look = store.look([guests], listed);
  server.groups.set(guests.id, [pia]);
  store.changed(guests.id, [nora, omar]);
  await look;
  expect(store.situationOf(pia)).toMatchObject({ includedBy: [guests] });
  expect(store.situationOf(nora)).toMatchObject({ includedBy: [], removedFrom: [guests] });
});

it('tells how far it has come', async () => {
  const store = storeOn(startServer());
  const seen: string[] = [];
  store.state.subscribe(() => {
    const state = store.state.get();
    seen.push(state.kind === 'reading' ? `${state.done}/${state.total}` : state.kind);
  });
  await store.look([guests, barred], listed);
  expect(seen).toEqual(['0/3', '1/3', '2/3', 'ready']);
});

it('lets a newer look win, and says nothing after its end', async () => {
  const store = storeOn(startServer());
  const older = store.look([guests, barred], listed);
  const newer = store.look([guests], listed);
  await Promise.all([older, newer]);
  expect(store.state.get()).toMatchObject({ kind: 'ready', insight: { groups: [guests] } });
  const last = store.look([barred], listed);
  store.dispose();
  await last;
  expect(store.state.get()).not.toMatchObject({ insight: { groups: [barred] } });
});
