import { shortId } from '../../../segments/testing/short-id';
import fc from 'fast-check';
import { startLocalDataverse, type LocalDataverse } from '../../../emulator/local-dataverse';
import { definitionStatus, newStaticGroup, serialiseStaticGroups, type IncludeType } from '../../../segments';
import { recordId, type RecordId } from '../../../segments/record-id';
import { afterPublishing, explain, type Explanation, type NamedGroup, type Situation } from './explain';

const guests: NamedGroup = { id: shortId('a'), name: 'Guests' };
const barred: NamedGroup = { id: shortId('b'), name: 'Barred' };
const nothing: Situation = {
  includedBy: [],
  excludedBy: [],
  hasQuery: false,
  wasEvaluatedIn: false,
  removedFrom: [],
};

it.each<[string, Partial<Situation>, Explanation]>([
  ['a group', { wasEvaluatedIn: true, includedBy: [guests] }, { kind: 'inThroughGroups', groups: [guests] }],
  ['the query', { wasEvaluatedIn: true, hasQuery: true }, { kind: 'inThroughQuery' }],
  [
    'an exclusion although a group includes',
    { includedBy: [guests], excludedBy: [barred] },
    { kind: 'outThroughGroups', groups: [barred], though: [guests] },
  ],
  [
    'an adding after the evaluation',
    { includedBy: [guests] },
    { kind: 'outUntilPublished', groups: [guests] },
  ],
  [
    'a removal after the evaluation',
    { wasEvaluatedIn: true, hasQuery: true, removedFrom: [guests] },
    { kind: 'inUntilPublished', because: 'removed', groups: [guests] },
  ],
  [
    'an exclusion after the evaluation',
    { wasEvaluatedIn: true, includedBy: [guests], excludedBy: [barred] },
    { kind: 'inUntilPublished', because: 'excluded', groups: [barred] },
  ],
  ['nothing at all', { hasQuery: true }, { kind: 'outNowhere', hasQuery: true }],
  ['a draft', { wasEvaluatedIn: undefined, includedBy: [guests] }, { kind: 'wouldBeIn', groups: [guests] }],
  [
    'a draft that excludes',
    { wasEvaluatedIn: undefined, includedBy: [guests], excludedBy: [barred] },
    { kind: 'wouldBeOut', groups: [barred], though: [guests] },
  ],
  ['an empty draft', { wasEvaluatedIn: undefined }, { kind: 'wouldBeNowhere' }],
  ['a draft with a query', { wasEvaluatedIn: undefined, hasQuery: true }, { kind: 'wouldBeAsTheQueryFinds' }],
])('explains %s', (_, known, explanation) => {
  expect(explain({ ...nothing, ...known })).toEqual(explanation);
});

it('says what publishing makes of somebody', () => {
  expect(afterPublishing({ ...nothing, includedBy: [guests] })).toBe('in');
  expect(afterPublishing({ ...nothing, includedBy: [guests], excludedBy: [barred] })).toBe('out');
  expect(afterPublishing(nothing)).toBe('out');
  expect(afterPublishing({ ...nothing, hasQuery: true })).toBe('asTheQueryFinds');
});

describe('beside what the local Dataverse evaluates', () => {
  const people = 8;
  let server: LocalDataverse;
  let contacts: readonly RecordId[];

  beforeAll(async () => {
    server = await startLocalDataverse({ assumptions: { publishingMilliseconds: 0 } });
    contacts = Array.from({ length: people }, (_, index) =>
      recordId(server.store.create('contact', { lastname: `Person ${index}`, numberofchildren: index })),
    );
  });

  afterAll(() => server.close());

  const someone = fc.integer({ min: 0, max: people - 1 });
  const steps = fc.array(fc.record({ person: someone, group: fc.nat({ max: 2 }), adds: fc.boolean() }), {
    maxLength: 12,
  });
  const segments = fc.record({
    kinds: fc.array(fc.constantFrom<IncludeType>('Include', 'Exclude'), { minLength: 3, maxLength: 3 }),
    /** People with fewer children are found by the query; undefined is a segment without one. */
    foundBelow: fc.option(someone, { nil: undefined }),
    before: steps,
    after: steps,
  });

  it('never says of anybody what the next evaluation does not bear out', async () => {
    await fc.assert(
      fc.asyncProperty(segments, async ({ kinds, foundBelow, before, after }) => {
        const segment = await SegmentUnderTest.create(server, kinds, foundBelow);
        await segment.change(contacts, before);
        const asDraft = segment.situations(contacts, undefined);
        const first = await segment.publishedMembers();
        for (const [id, situation] of asDraft) {
          expect(first.has(id)).toBe(segment.isInAfter(contacts.indexOf(id), situation));
        }
        segment.forgetRemovals();
        for (const [, situation] of segment.situations(contacts, first)) {
          expect(['inUntilPublished', 'outUntilPublished']).not.toContain(explain(situation).kind);
        }
        await segment.change(contacts, after);
        const later = segment.situations(contacts, first);
        const second = await segment.publishedMembers();
        for (const [id, situation] of later) {
          const { kind } = explain(situation);
          expect(kind.startsWith('in')).toBe(first.has(id));
          if (kind === 'outUntilPublished') expect(second.has(id)).toBe(true);
          if (kind === 'inThroughQuery') expect(segment.isFound(contacts.indexOf(id))).toBe(true);
          expect(second.has(id)).toBe(segment.isInAfter(contacts.indexOf(id), situation));
        }
      }),
      { numRuns: 25 },
    );
  });
});

interface Step {
  readonly person: number;
  readonly group: number;
  readonly adds: boolean;
}

/** A segment whose groups are changed through the Web API, with the book that a person on its form could keep. */
class SegmentUnderTest {
  private readonly members: readonly Set<RecordId>[];
  private readonly removals: readonly Set<RecordId>[];

  private constructor(
    private readonly server: LocalDataverse,
    private readonly ids: {
      readonly definition: string;
      readonly segment: string;
      readonly groups: readonly RecordId[];
    },
    private readonly kinds: readonly IncludeType[],
    private readonly foundBelow: number | undefined,
  ) {
    this.members = kinds.map(() => new Set<RecordId>());
    this.removals = kinds.map(() => new Set<RecordId>());
  }

  static async create(
    server: LocalDataverse,
    kinds: readonly IncludeType[],
    foundBelow: number | undefined,
  ): Promise<SegmentUnderTest> {
    const groups = kinds.map(() => recordId(crypto.randomUUID()));
    const definition = server.store.create('msdynmkt_segmentdefinition', {
      msdynmkt_name: 'Spring',
      msdynmkt_segmentquery:
        foundBelow === undefined ? null : `PROFILE(contact).FILTER(numberofchildren < ${foundBelow})`,
      msdynmkt_staticlistmembers: serialiseStaticGroups(
        groups.map((id, index) => newStaticGroup(id, id, kinds[index] ?? 'Include')),
      ),
    });
    const segment = server.store.create('msdynmkt_segment', {
      msdynmkt_displayname: 'Spring',
      msdynmkt_sourcesegmentuid: definition,
      msdynmkt_baseentitylogicalname: 'contact',
    });
    return Promise.resolve(new SegmentUnderTest(server, { definition, segment, groups }, kinds, foundBelow));
  }

  async change(contacts: readonly RecordId[], steps: readonly Step[]): Promise<void> {
    for (const { person, group, adds } of steps) {
      const id = contacts[person];
      const groupId = this.ids.groups[group];
      if (id === undefined || groupId === undefined) continue;
      await this.call(adds ? 'msdynmkt_AddStaticMembers' : 'msdynmkt_RemoveStaticMembers', {
        GroupId: groupId,
        EntityIds: [id],
      });
      const wasThere = this.members[group]?.has(id) === true;
      if (adds) this.members[group]?.add(id);
      else this.members[group]?.delete(id);
      if (!adds && wasThere) this.removals[group]?.add(id);
      else if (adds) this.removals[group]?.delete(id);
    }
  }

  forgetRemovals(): void {
    this.removals.forEach((removed) => {
      removed.clear();
    });
  }

  situations(
    contacts: readonly RecordId[],
    evaluated: ReadonlySet<RecordId> | undefined,
  ): readonly (readonly [RecordId, Situation])[] {
    const groupsWith = (sets: readonly Set<RecordId>[], id: RecordId, kind: IncludeType): NamedGroup[] =>
      this.ids.groups
        .filter((_, index) => this.kinds[index] === kind && sets[index]?.has(id) === true)
        .map((groupId) => ({ id: groupId, name: groupId }));
    return contacts.map((id) => [
      id,
      {
        includedBy: groupsWith(this.members, id, 'Include'),
        excludedBy: groupsWith(this.members, id, 'Exclude'),
        hasQuery: this.foundBelow !== undefined,
        wasEvaluatedIn: evaluated?.has(id),
        removedFrom: groupsWith(this.removals, id, 'Include'),
      },
    ]);
  }

  isFound(person: number): boolean {
    return this.foundBelow !== undefined && person < this.foundBelow;
  }

  isInAfter(person: number, situation: Situation): boolean {
    const after = afterPublishing(situation);
    return after === 'asTheQueryFinds' ? this.isFound(person) : after === 'in';
  }

  async publishedMembers(): Promise<ReadonlySet<RecordId>> {
    await this.call('msdynmkt_PublishSegmentDefinition', {});
    const status = (): unknown =>
      this.server.store.retrieve('msdynmkt_segmentdefinition', recordId(this.ids.definition))?.['statuscode'];
    while (status() !== definitionStatus.live) await new Promise((resolve) => setTimeout(resolve, 1));
    const { ResultText } = (await this.call('msdynmkt_MembersList', {})) as { ResultText: string };
    const { members } = JSON.parse(ResultText) as { members: readonly string[] };
    return new Set(members.map(recordId));
  }

  private async call(action: string, parameters: object): Promise<unknown> {
    const response = await fetch(`${this.server.url}/api/data/v9.2/${action}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ SegmentId: this.ids.segment, ...parameters }),
    });
    if (!response.ok) throw new Error(await response.text());
    return response.status === 204 ? undefined : response.json();
  }
}
