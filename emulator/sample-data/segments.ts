import {
  contactName,
  definitionStatus,
  leadName,
  newStaticGroup,
  segmentSource,
  segmentStatus,
  segmentType,
  serialiseStaticGroups,
  type IncludeType,
  type RecordId,
} from '../../segments';
import type { Row } from '../store';
import { sampleContactId, sampleLeadId } from './people';
import { sampleId } from './random';

/** A group of a sample segment, and which people are in it. */
export interface SampleGroup {
  readonly id: RecordId;
  readonly name: string;
  readonly includeType: IncludeType;
  /** Members are every `step`-th person from `first` on, `size` of them. */
  readonly size: number;
  readonly first: number;
  readonly step: number;
}

type MemberTableName = (typeof contactName | typeof leadName)['logicalName'];

export interface SampleSegment {
  readonly name: string;
  /** Id of the msdynmkt_segment row: what the actions take as SegmentId. */
  readonly segmentId: RecordId;
  /** Id of the msdynmkt_segmentdefinition row: what the form opens. */
  readonly definitionId: RecordId;
  readonly baseTable: MemberTableName;
  readonly query: string;
  readonly live: boolean;
  readonly groups: readonly SampleGroup[];
}

const groupOf = (
  number: number,
  name: string,
  includeType: IncludeType,
  [size, first, step]: readonly [size: number, first: number, step: number],
): SampleGroup => ({ id: sampleId(0x60, number), name, includeType, size, first, step });

const segmentOf = (
  number: number,
  facts: Omit<SampleSegment, 'segmentId' | 'definitionId'>,
): SampleSegment => ({
  ...facts,
  segmentId: sampleId(0x5e, number),
  definitionId: sampleId(0xde, number),
});

/** The sample segments that documents and tests may link to: names, ids and group sizes stay as they are. */
export const sampleSegments = {
  /** A draft with four groups, one of them empty. */
  newsletter: segmentOf(1, {
    name: 'Autumn newsletter',
    baseTable: contactName.logicalName,
    query: '',
    live: false,
    groups: [
      groupOf(1, 'VIP customers', 'Include', [1240, 0, 7]),
      groupOf(2, 'Event sign-ups', 'Include', [350, 3, 11]),
      groupOf(3, 'Asked not to be written to', 'Exclude', [85, 7, 49]),
      groupOf(4, 'Webinar guests (to be filled)', 'Include', [0, 0, 1]),
    ],
  }),
  /** Live: a query with people added and people kept out. */
  loyalty: segmentOf(2, {
    name: 'Loyalty programme',
    baseTable: contactName.logicalName,
    query: "PROFILE(contact).FILTER(ISNOTNULL(emailaddress1) && address1_country == 'Spain')",
    live: true,
    groups: [
      groupOf(5, 'Honorary members', 'Include', [2500, 1, 5]),
      groupOf(6, 'Left the programme', 'Exclude', [400, 11, 25]),
    ],
  }),
  /** A draft of leads. */
  tradeFair: segmentOf(3, {
    name: 'Trade fair leads',
    baseTable: leadName.logicalName,
    query: '',
    live: false,
    groups: [
      groupOf(7, 'Visited the stand', 'Include', [900, 2, 4]),
      groupOf(8, 'Competitors', 'Exclude', [12, 2, 100]),
    ],
  }),
  /** Live and purely dynamic: it has no group. */
  madrid: segmentOf(4, {
    name: 'Customers in Madrid',
    baseTable: contactName.logicalName,
    query: "PROFILE(contact).FILTER(address1_city == 'Madrid')",
    live: true,
    groups: [],
  }),
} as const satisfies Record<string, SampleSegment>;

/** Only in the large sample: one group as big as Dynamics 365 allows. */
export const largeSampleSegment: SampleSegment = segmentOf(5, {
  name: 'Whole customer base',
  baseTable: contactName.logicalName,
  query: '',
  live: false,
  groups: [
    groupOf(9, 'All customers', 'Include', [200_000, 0, 1]),
    groupOf(10, 'Never write to', 'Exclude', [5000, 100, 30]),
  ],
});

/** The ids of a sample group's members, in the order in which they were added. */
export function* membersOfSampleGroup(segment: SampleSegment, group: SampleGroup): Generator<RecordId> {
  const idOf = segment.baseTable === leadName.logicalName ? sampleLeadId : sampleContactId;
  for (let nth = 0; nth < group.size; nth++) yield idOf(group.first + nth * group.step);
}

/** The definition's row. All samples are drafts here; the live ones are published once they are in the store. */
export function definitionRow(segment: SampleSegment): Row {
  const groups = segment.groups.map((group) => newStaticGroup(group.id, group.name, group.includeType));
  return {
    msdynmkt_segmentdefinitionid: segment.definitionId,
    msdynmkt_name: segment.name,
    msdynmkt_segmentquery: segment.query,
    msdynmkt_staticlistmembers: serialiseStaticGroups(groups),
    msdynmkt_segmentrefreshintervalminutes: 60,
    statecode: 0,
    statuscode: definitionStatus.draft,
  };
}

/** The segment's row, which journeys use. */
export function segmentRow(segment: SampleSegment): Row {
  return {
    msdynmkt_segmentid: segment.segmentId,
    msdynmkt_displayname: segment.name,
    msdynmkt_type: segment.query === '' ? segmentType.static : segmentType.dynamic,
    msdynmkt_source: segmentSource.journeys,
    msdynmkt_baseentitylogicalname: segment.baseTable,
    msdynmkt_sourcesegmentuid: segment.definitionId,
    statecode: 1,
    statuscode: segmentStatus.inactive,
  };
}
