import { createGroupCounts, createGroupsStore, type GroupCounts, type GroupsStore } from '../groups';
import { createImportStore, type ImportStore } from '../adding';
import { readPeopleInOrder, type ReadPeople } from '../exporting';
import { parseRecordId, type RecordId } from '../../../segments/record-id';
import type { StaticGroup } from '../../../segments/static-groups';
import type { Dataverse, TextColumn } from '../dataverse/dataverse';
import { failureMessageOf, type FailureMessage } from '../dataverse/failure-message';
import { patiently } from '../dataverse/patient';
import {
  createArrangement,
  createChanges,
  createLooks,
  createMembersStore,
  createSearch,
  createTransfers,
  type Arrangement,
  type Changes,
  type GroupLook,
  type MembersStore,
  type Purpose,
  type Search,
  type Transfers,
} from '../members';
import { createPeopleCache, memberTableNamed, type PeopleCache, type PeopleQuery } from '../people';
import {
  createSegmentCommands,
  findSegmentOfDefinition,
  readSegment,
  type Segment,
  type SegmentCommands,
} from '../segment';
import type { FormFacts, FormRecord } from './form-facts';
import { createSegmentInsight, type SegmentInsight } from './segment-insight';
import { readSegmentSources } from './segment-sources';
import { watchPage } from './page-watch';
import { createStore, type Store } from '../kit/store';

/** How far the control knows the segment that the form is about. */
export type LinkState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly reason: FailureMessage }
  /** The definition has no msdynmkt_segment row, or the segment no definition. */
  | { readonly kind: 'noSegment' }
  | { readonly kind: 'noDefinition' }
  | { readonly kind: 'foreignMembers'; readonly memberTable: string }
  | { readonly kind: 'linked'; readonly segment: Segment; readonly people: PeopleQuery };

/** Everything the control holds about one record; made for it and released with it. */
export interface Session {
  readonly link: Store<LinkState>;
  /** Undefined until the definition is known. */
  readonly groups: Store<GroupsStore | undefined>;
  /** The group on show. */
  readonly members: Store<MembersStore | undefined>;
  readonly people: () => PeopleCache | undefined;
  readonly counts: GroupCounts;
  readonly changes: Changes;
  /** Copies and moves between groups, which are changes too. */
  readonly transfers: Transfers;
  readonly commands: SegmentCommands;
  /** Undefined until the segment is known. */
  readonly insight: () => SegmentInsight | undefined;
  show(groupId: RecordId | undefined): void;
  /** Makes a group, saves it, and adds people to it; nobody is added where it could not be saved. */
  makeGroup(group: StaticGroup, ids: readonly RecordId[]): Promise<void>;
  /** Finds the segment again, after a failure or when it may have changed. */
  refreshSegment(): Promise<void>;
  formHas(text: string | null): void;
  searchIn(members: MembersStore, query: PeopleQuery): Search;
  /** How a group is looked at, kept while the record is open. */
  lookOf(groupId: RecordId): GroupLook;
  arrange(members: MembersStore, query: PeopleQuery, search: Search): Arrangement;
  /** The columns of the member table to choose from. */
  readColumns(query: PeopleQuery): Promise<readonly TextColumn[]>;
  /** Shows these columns beside name and e-mail. */
  chooseColumns(columns: readonly string[]): void;
  importInto(members: MembersStore, query: PeopleQuery, purpose: Purpose): ImportStore;
  /** Reads people to take them elsewhere. */
  readerOf(query: PeopleQuery): ReadPeople;
  dispose(): void;
}

/** Members whose names are read before the rest of the group: more than a screenful. */
const firstNames = 50;

interface SessionParts {
  readonly dataverse: Dataverse;
  readonly record: FormRecord;
  readonly facts: FormFacts;
  readonly onGroupsText: (text: string) => void;
}

export function createSession({ dataverse, record, facts, onGroupsText }: SessionParts): Session {
  const link = createStore<LinkState>({ kind: 'loading' });
  const groups = createStore<GroupsStore | undefined>(undefined);
  const members = createStore<MembersStore | undefined>(undefined);
  const counts = createGroupCounts(dataverse);
  const changes = createChanges({
    dataverse,
    groupExists: async (groupId) => groups.get()?.stillHas(groupId),
    nameOf: (groupId) => groups.get()?.nameOf(groupId) ?? '',
    onEnded(changed, { added, removed }) {
      looks.added(changed.address.groupId, added);
      insight?.store.changed(changed.address.groupId, removed);
      const shown = members.get();
      if (changed === shown) return;
      if (changed.address.groupId === shown?.address.groupId) void shown.load();
      // The list of a group that is no longer on show tells nobody how long it is.
      else void counts.recount(changed.address);
    },
  });
  const transfers = createTransfers(changes, (groupId) => {
    const current = link.get();
    if (current.kind !== 'linked') throw new Error('There is no segment to have a group.');
    return createMembersStore(dataverse, { segmentId: current.segment.id, groupId });
  });
  const endPageWatch = watchPage(changes, globalThis);
  const commands = createSegmentCommands(dataverse, () => refreshSegment());
  const isBound = facts.isBoundToGroups;
  const looks = createLooks();
  let moreColumns = facts.moreColumns;
  let people: PeopleCache | undefined;
  let insight: SegmentInsight | undefined;
  const disposal = new AbortController();
  let wanted: RecordId | undefined;

  function openDefinition(definitionId: RecordId): void {
    if (groups.get()) return;
    const store = createGroupsStore({
      dataverse,
      definitionId,
      formText: isBound ? facts.boundText : undefined,
      onChange: (text) => isBound && onGroupsText(text),
    });
    groups.set(store);
    if (!isBound) void store.load();
  }

  function linkTo(segment: Segment): void {
    const table = memberTableNamed(segment.memberTable);
    if (!table) {
      link.set({ kind: 'foreignMembers', memberTable: segment.memberTable });
      return;
    }
    const query: PeopleQuery = { table, moreColumns };
    peopleOf(query);
    insight ??= createSegmentInsight(dataverse, table, segment);
    insight.segmentIs(segment);
    link.set({ kind: 'linked', segment, people: query });
    if (members.get() === undefined && wanted !== undefined) show(wanted);
  }

  function peopleOf(query: PeopleQuery): PeopleCache {
    return (people ??= createPeopleCache(dataverse, query));
  }

  async function refreshSegment(): Promise<void> {
    try {
      const segment = await patiently(
        () =>
          record.table === 'segment'
            ? readSegment(dataverse, record.id)
            : findSegmentOfDefinition(dataverse, record.id),
        disposal.signal,
      );
      if (!segment) {
        link.set({ kind: 'noSegment' });
        return;
      }
      if (record.table === 'segment') {
        if (!segment.definitionId) {
          link.set({ kind: 'noDefinition' });
          return;
        }
        openDefinition(segment.definitionId);
      }
      linkTo(segment);
    } catch (error) {
      if (!disposal.signal.aborted) link.set({ kind: 'failed', reason: failureMessageOf(error) });
    }
  }

  function show(groupId: RecordId | undefined): void {
    wanted = groupId;
    const current = link.get();
    const shown = members.get();
    if (current.kind !== 'linked' || shown?.address.groupId === groupId) return;
    shown?.dispose();
    if (groupId === undefined) {
      members.set(undefined);
      return;
    }
    const address = { segmentId: current.segment.id, groupId };
    const store = createMembersStore(dataverse, address, {
      beforeReadingOn: async (ids) => people?.want(ids.slice(0, firstNames)),
      groupExists: async () => (await groups.get()?.stillHas(groupId)) !== false,
    });
    members.set(store);
    counts.follow(store);
    void store.load();
  }

  if (record.table === 'definition') openDefinition(record.id);
  else {
    // The column Source segment id already names the definition: one request less before the first rows.
    const definitionId = parseRecordId(facts.boundText ?? '');
    if (definitionId) openDefinition(definitionId);
  }
  void refreshSegment();

  return {
    link,
    groups,
    members,
    people: () => people,
    counts,
    changes,
    transfers,
    commands,
    insight: () => insight,
    show,
    async makeGroup({ id, name, includeType }, ids) {
      const store = groups.get();
      store?.change({ type: 'add', id, name, includeType });
      await store?.save();
      const now = store?.state.get();
      if (now?.kind === 'ready' && now.saved.some((group) => group.id === id)) await transfers.copy(id, ids);
    },
    refreshSegment,
    formHas(text) {
      if (isBound) groups.get()?.formHas(text);
    },
    searchIn: (group, query) => createSearch({ dataverse, query, people: peopleOf(query), members: group }),
    lookOf: looks.of,
    arrange(group, query, search) {
      const { choice, added } = looks.of(group.address.groupId);
      return createArrangement({ members: group, search, people: peopleOf(query), choice, added });
    },
    async readColumns({ table }) {
      const columns = await dataverse.textColumns(table.logicalName);
      const shown = [table.nameColumn, table.emailColumn];
      return columns
        .filter(({ name }) => !shown.includes(name))
        .sort((one, other) => one.label.localeCompare(other.label));
    },
    chooseColumns(columns) {
      const current = link.get();
      if (current.kind !== 'linked') return;
      moreColumns = columns;
      people?.dispose();
      people = undefined;
      looks.columnsChanged();
      linkTo(current.segment);
    },
    importInto: (group, { table }, purpose) =>
      createImportStore({
        dataverse,
        table,
        members: group,
        purpose,
        readSegments: (signal) => readSegmentSources(dataverse, table, group.address.segmentId, signal),
      }),
    readerOf: (query) => (ids, onProgress, signal) =>
      readPeopleInOrder(dataverse, query, ids, onProgress, signal),
    dispose() {
      disposal.abort();
      endPageWatch();
      changes.dispose();
      transfers.dispose();
      commands.dispose();
      counts.dispose();
      members.get()?.dispose();
      groups.get()?.dispose();
      people?.dispose();
      insight?.dispose();
      [link, groups, members].forEach((store) => store.dispose());
    },
  };
}
