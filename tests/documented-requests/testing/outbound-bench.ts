import { startLocalDataverse, type LocalDataverse } from '../../../emulator/local-dataverse';
import type { Row } from '../../../emulator/store';
import { outboundSegmentType, recordId } from '../../../segments';
import { sendPrinted, until, type Mend, type Sent } from './printed-request';

/** The contacts that the outbound pages name. */
export const printedContacts = [
  '1405f4ba-1ee9-e811-a99d-000d3a35f12f',
  '0604cdd1-1ee9-e811-a99d-000d3a35f12f',
  'b5672bdb-8899-43cb-9fa1-0ae4dc61dad3',
  '694e1c8e-f704-4b23-9b07-e65db1620e47',
  'a4a31e3d-dfca-4765-8018-3ba7d5e376c7',
] as const;

/** An environment with the rows that the outbound pages take for granted. */
export class OutboundBench {
  private constructor(readonly dataverse: LocalDataverse) {}

  static async start(): Promise<OutboundBench> {
    const dataverse = await startLocalDataverse({ assumptions: { publishingMilliseconds: 20 } });
    dataverse.store.createMany(
      'contact',
      printedContacts.map((contactid, nth) => ({
        contactid,
        firstname: 'Person',
        lastname: `${nth}`,
        emailaddress1: `p${nth}@example.com`,
        address1_city: nth === 0 ? 'NewYork' : 'Paris',
      })),
    );
    return new OutboundBench(dataverse);
  }

  close(): Promise<void> {
    return this.dataverse.close();
  }

  send(printed: string, segmentId?: string, mends: readonly Mend[] = []): Promise<Sent> {
    const values: Record<string, string> = segmentId === undefined ? {} : { '{{SegmentId}}': segmentId };
    return sendPrinted(this.dataverse.url, printed, { values, mends });
  }

  /** Sends a create and returns the new segment's id. */
  async create(printed: string, mends: readonly Mend[] = []): Promise<string> {
    const sent = await this.send(printed, undefined, mends);
    const id = /\(([0-9a-f-]{36})\)$/.exec(sent.headers.get('OData-EntityId') ?? '')?.[1];
    if (sent.status !== 204 || id === undefined) throw new Error(`${sent.status} ${sent.text}`);
    return id;
  }

  /** Makes a segment that a page takes for granted. */
  given(values: Row): string {
    return this.dataverse.store.create('msdyncrm_segment', {
      msdyncrm_segmentname: 'given',
      msdyncrm_segmenttype: outboundSegmentType.static,
      ...values,
    });
  }

  row(id: string): Row | undefined {
    return this.dataverse.store.retrieve('msdyncrm_segment', recordId(id));
  }

  status(id: string): unknown {
    return this.row(id)?.['statuscode'];
  }

  reaches(id: string, status: number): Promise<void> {
    return until(() => this.status(id) === status);
  }

  /** Ids of a segment's members, as the page's recommended way gives them. */
  async members(id: string): Promise<readonly string[]> {
    const sent = await fetch(`${this.dataverse.url}/api/data/v9.0/msdyncrm_FetchContactsByQuery`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        Query: `SEGMENT(SEGMENT_CRM_ID_${id.replaceAll('-', '')})`,
        FetchXml: '<fetch><entity name="contact"><attribute name="contactid"/></entity></fetch>',
      }),
    });
    const { Response } = (await sent.json()) as { Response: string };
    const { value } = JSON.parse(Response) as { value: { contactid: string }[] };
    return value.map(({ contactid }) => contactid).sort();
  }
}

/** Ids in the order in which {@link OutboundBench.members} gives them. */
export function sorted(...ids: readonly string[]): readonly string[] {
  return [...ids].sort();
}
