import { recordId, segmentSource } from '../../../segments';
import { randomUUID } from 'node:crypto';
import { computedSet, groupSet } from '../../../emulator/membership/real-time/segment';
import { MemberSets } from '../../../emulator/membership/member-sets';
import type { Row, Store } from '../../../emulator/store';

export interface SegmentFixture {
  readonly segmentId: string;
  readonly definitionId: string;
  readonly groupId: string;
}

/** A row that another product keeps under the name of a real-time segment: no flow may take it for that. */
function createMirroredSegment(store: Store, name: string): void {
  store.create('msdynmkt_segment', {
    msdynmkt_displayname: name,
    msdynmkt_type: 10,
    msdynmkt_source: segmentSource.customerInsights,
    msdynmkt_baseentitylogicalname: 'contact',
    msdynmkt_sourcesegmentuid: randomUUID(),
    statecode: 1,
    statuscode: 2,
  });
}

/** A draft of a static segment of contacts with one group, beside a mirrored row of the same name. */
export function createSegment(store: Store, name: string, group: string): SegmentFixture {
  createMirroredSegment(store, name);
  const groupId = randomUUID();
  const definitionId = store.create('msdynmkt_segmentdefinition', {
    msdynmkt_name: name,
    msdynmkt_segmentquery: '',
    statecode: 0,
    statuscode: 723270001,
    msdynmkt_staticlistmembers: JSON.stringify([
      { groupId, includeType: 'Include', name: group, inputType: 'manualSelect' },
    ]),
  });
  const segmentId = store.create('msdynmkt_segment', {
    msdynmkt_displayname: name,
    msdynmkt_type: 10,
    msdynmkt_source: segmentSource.journeys,
    msdynmkt_baseentitylogicalname: 'contact',
    msdynmkt_sourcesegmentuid: definitionId,
    statecode: 1,
    statuscode: 2,
  });
  return { segmentId, definitionId, groupId };
}

/** Active contacts `person<from>@example.com` and so on, all in one city. */
export function createContacts(store: Store, count: number, city: string, from = 0): string[] {
  const ids = Array.from({ length: count }, () => randomUUID());
  store.createMany(
    'contact',
    ids.map((contactid, index) => ({
      contactid,
      firstname: 'Person',
      lastname: String(from + index),
      emailaddress1: `person${from + index}@example.com`,
      address1_city: city,
    })),
  );
  return ids;
}

export function createView(store: Store, name: string, city: string): void {
  store.create('savedquery', {
    name,
    returnedtypecode: 'contact',
    querytype: 0,
    fetchxml: `<fetch version="1.0" output-format="xml-platform" mapping="logical"><entity name="contact"><attribute name="fullname"/><order attribute="fullname" descending="false"/><filter type="and"><condition attribute="address1_city" operator="eq" value="${city}"/></filter></entity></fetch>`,
  });
}

/** The ids that the database holds for a group, sorted. */
export function membersOfGroup(
  store: Store,
  { definitionId, groupId }: Pick<SegmentFixture, 'definitionId' | 'groupId'>,
): readonly string[] {
  const set = groupSet(recordId(definitionId), recordId(groupId));
  return MemberSets.in(store.database).page(set, 0, 1_000_000, 'id');
}

/** The ids of those who were in the segment when it was last published, sorted. */
export function publishedMembers(store: Store, segmentId: string): readonly string[] {
  return MemberSets.in(store.database).page(computedSet(recordId(segmentId)), 0, 1_000_000, 'id');
}

/** The real-time segments of this name. */
export function segmentsNamed(store: Store, name: string): readonly Row[] {
  const found = store.select({
    table: 'msdynmkt_segment',
    select: [{ as: 'id', value: { kind: 'column', column: 'msdynmkt_segmentid' } }],
    where: {
      kind: 'compare',
      operator: 'eq',
      left: { kind: 'column', column: 'msdynmkt_displayname' },
      right: { kind: 'value', value: name },
    },
  });
  return found
    .map(({ id }) => store.retrieve('msdynmkt_segment', recordId(String(id))) ?? {})
    .filter((row) => row['msdynmkt_source'] === segmentSource.journeys);
}

/** Groups of the segment, as its definition lists them. */
export function groupsOfSegment(store: Store, segment: Row): readonly { groupId: string; name: string }[] {
  const definition = store.retrieve(
    'msdynmkt_segmentdefinition',
    recordId(String(segment['msdynmkt_sourcesegmentuid'])),
  );
  return JSON.parse(String(definition?.['msdynmkt_staticlistmembers'])) as {
    groupId: string;
    name: string;
  }[];
}

/** Waits until the one segment of this name is live. */
export async function liveSegment(store: Store, name: string): Promise<Row> {
  for (let tries = 0; tries < 200; tries++) {
    const [segment, ...others] = segmentsNamed(store, name);
    if (others.length > 0) throw new Error(`There are ${others.length + 1} segments named ${name}.`);
    if (segment?.['statecode'] === 0) return segment;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`There is no live segment named ${name}.`);
}
