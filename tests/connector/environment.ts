import { randomUUID } from 'node:crypto';
import {
  segmentSource,
  segmentStatus,
  segmentType,
  definitionStatus,
  outboundStatus,
  outboundSegmentType,
} from '../../segments';
import type { LocalDataverse } from '../../emulator/local-dataverse';

export interface SegmentWithGroup {
  readonly segmentId: string;
  readonly definitionId: string;
  readonly groupId: string;
}

/** Puts into a local Dataverse what operations work on. */
export class Environment {
  constructor(private readonly dataverse: LocalDataverse) {}

  contact(): string {
    return this.dataverse.store.create('contact', {
      firstname: 'Ada',
      lastname: 'Lovelace',
      emailaddress1: 'ada@example.com',
    });
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
  liveOutboundSegment(): string {
    return this.dataverse.store.create('msdyncrm_segment', {
      msdyncrm_segmentname: 'Everybody',
      msdyncrm_segmenttype: outboundSegmentType.dynamic,
      msdyncrm_segmentquery: 'PROFILE(contact)',
      statuscode: outboundStatus.live,
    });
  }

  groupsColumn(definitionId: string): string {
    return String(
      this.dataverse.store.retrieve('msdynmkt_segmentdefinition', definitionId)?.[
        'msdynmkt_staticlistmembers'
      ],
    );
  }
}
