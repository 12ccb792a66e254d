import { randomUUID } from 'node:crypto';
import {
  segmentSource,
  segmentStatus,
  segmentType,
  definitionStatus,
  outboundStatus,
  outboundSegmentType,
  recordId,
} from '../../../segments';
import type { LocalDataverse } from '../../../emulator/local-dataverse';
import { MemberSets } from '../../../emulator/membership/member-sets';
import { groupSet } from '../../../emulator/membership/real-time/segment';
import { ROOT_BUSINESS_UNIT } from '../../../emulator/store';

export interface SegmentWithGroup {
  readonly segmentId: string;
  readonly definitionId: string;
  readonly groupId: string;
}

/** Puts into a local Dataverse what operations work on. */
export class Environment {
  constructor(private readonly dataverse: LocalDataverse) {}

  private last = 0;

  /** A number that no other call gets, for names of one's own. */
  next(): number {
    return ++this.last;
  }

  contact(emailaddress1 = 'ada@example.com'): string {
    return this.dataverse.store.create('contact', {
      firstname: 'Ada',
      lastname: 'Lovelace',
      emailaddress1,
    });
  }

  contactsOf(address1_city: string, count: number): readonly string[] {
    return Array.from({ length: count }, () => this.dataverse.store.create('contact', { address1_city }));
  }

  /** A system view of the contacts of a city. */
  view(name: string, city: string): string {
    return this.dataverse.store.create('savedquery', {
      name,
      returnedtypecode: 'contact',
      querytype: 0,
      fetchxml: `<fetch><entity name="contact"><attribute name="fullname"/><order attribute="fullname"/><filter><condition attribute="address1_city" operator="eq" value="${city}"/></filter></entity></fetch>`,
    });
  }

  /** A contact whose owner belongs to another business unit than the owners of segments do. */
  contactOfAnotherUnit(): string {
    const { store } = this.dataverse;
    const owningbusinessunit = store.create('businessunit', {
      name: `Unit ${this.next()}`,
      parentbusinessunitid: ROOT_BUSINESS_UNIT,
    });
    return store.create('contact', { firstname: 'Ada', lastname: 'Lovelace', owningbusinessunit });
  }

  contacts(count: number): readonly string[] {
    return Array.from({ length: count }, () => this.contact());
  }

  /** A draft segment with one group that includes its members. */
  segment(name = 'Guests', groups?: string): SegmentWithGroup {
    const { store } = this.dataverse;
    const groupId = randomUUID();
    const definitionId = store.create('msdynmkt_segmentdefinition', {
      msdynmkt_name: name,
      msdynmkt_segmentquery: '',
      statecode: 0,
      statuscode: definitionStatus.draft,
      msdynmkt_staticlistmembers:
        groups ??
        JSON.stringify([{ groupId, includeType: 'Include', name: 'Invited', inputType: 'manualSelect' }]),
    });
    const segmentId = store.create('msdynmkt_segment', {
      msdynmkt_displayname: name,
      msdynmkt_type: segmentType.static,
      msdynmkt_source: segmentSource.journeys,
      msdynmkt_baseentitylogicalname: 'contact',
      msdynmkt_sourcesegmentuid: definitionId,
      statecode: 1,
      statuscode: segmentStatus.inactive,
    });
    return { segmentId, definitionId, groupId };
  }

  /** A static draft segment of outbound marketing. */
  outboundSegment(): string {
    return this.dataverse.store.create('msdyncrm_segment', {
      msdyncrm_segmentname: 'Newsletter',
      msdyncrm_segmenttype: outboundSegmentType.static,
      statuscode: outboundStatus.draft,
    });
  }

  /** A query may only be pinned or barred from when its segment is live. */
  liveOutboundSegment(query = 'PROFILE(contact)'): string {
    return this.dataverse.store.create('msdyncrm_segment', {
      msdyncrm_segmentname: 'Everybody',
      msdyncrm_segmenttype: outboundSegmentType.dynamic,
      msdyncrm_segmentquery: query,
      statuscode: outboundStatus.live,
    });
  }

  addMembers({ definitionId, groupId }: SegmentWithGroup, ids: readonly string[]): void {
    MemberSets.in(this.dataverse.store.database).add(
      groupSet(recordId(definitionId), recordId(groupId)),
      ids.map(recordId),
    );
  }

  /** Puts as many ids into a group, of nobody, as a group can hold. */
  fillGroup(segment: SegmentWithGroup, count: number): void {
    this.addMembers(
      segment,
      Array.from({ length: count }, (_, nth) => `00000000-0000-4000-9000-${String(nth).padStart(12, '0')}`),
    );
  }

  /** The ids that the database holds for a group, sorted. */
  membersOf({ definitionId, groupId }: SegmentWithGroup): readonly string[] {
    return MemberSets.in(this.dataverse.store.database).page(
      groupSet(recordId(definitionId), recordId(groupId)),
      0,
      1_000_000,
      'id',
    );
  }

  /** The ids of a segment as it was last computed, sorted. */
  publishedMembersOf({ segmentId }: SegmentWithGroup): readonly string[] {
    const computed = { kind: 'computed', owner: recordId(segmentId) } as const;
    return MemberSets.in(this.dataverse.store.database).page(computed, 0, 1_000_000, 'id');
  }

  groupsColumn(definitionId: string): string {
    return String(
      this.dataverse.store.retrieve('msdynmkt_segmentdefinition', recordId(definitionId))?.[
        'msdynmkt_staticlistmembers'
      ],
    );
  }
}
