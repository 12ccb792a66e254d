import { accountName, contactName, leadName, segmentDefinitionName, segmentName } from '../../segments';
import type { Row } from '../store';
import { sampleListMembers, sampleMarketingLists } from './marketing-lists';
import { sampleAccounts, sampleContacts, sampleLeads } from './people';
import {
  definitionRow,
  largeSampleSegment,
  sampleSegments,
  segmentRow,
  type SampleSegment,
} from './segments';
import { sampleViews } from './views';

export type SampleSize = 'standard' | 'large';

/** How many rows of each table a sample has. */
export const sampleCounts: Readonly<
  Record<SampleSize, { readonly accounts: number; readonly contacts: number; readonly leads: number }>
> = {
  standard: { accounts: 2000, contacts: 20_000, leads: 5000 },
  large: { accounts: 2000, contacts: 210_000, leads: 5000 },
};

export interface SampleData {
  /** Rows by table, in an order in which lookups find their rows; made while they are read. */
  readonly tables: readonly { readonly table: string; readonly rows: Iterable<Row> }[];
  readonly segments: readonly SampleSegment[];
}

/** People, companies and segments that are the same on every machine. */
export function sampleData(size: SampleSize): SampleData {
  const counts = sampleCounts[size];
  const segments: SampleSegment[] = Object.values(sampleSegments);
  if (size === 'large') segments.push(largeSampleSegment);
  return {
    tables: [
      { table: accountName.logicalName, rows: sampleAccounts(counts.accounts) },
      { table: contactName.logicalName, rows: sampleContacts(counts.contacts, counts.accounts) },
      { table: leadName.logicalName, rows: sampleLeads(counts.leads) },
      { table: 'savedquery', rows: sampleViews },
      { table: 'list', rows: sampleMarketingLists },
      { table: 'listmember', rows: sampleListMembers },
      { table: segmentDefinitionName.logicalName, rows: segments.map(definitionRow) },
      { table: segmentName.logicalName, rows: segments.map(segmentRow) },
    ],
    segments,
  };
}
