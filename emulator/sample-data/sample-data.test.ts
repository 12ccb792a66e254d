import { isRecordId, parseStaticGroups } from '../../segments';
import type { Row } from '../store';
import {
  largeSampleSegment,
  membersOfSampleGroup,
  sampleContactId,
  sampleCounts,
  sampleData,
  sampleSegments,
} from './index';

const rowsOf = (size: 'standard' | 'large', table: string): readonly Row[] => [
  ...(sampleData(size).tables.find((part) => part.table === table)?.rows ?? []),
];

describe('the standard sample', () => {
  const contacts = rowsOf('standard', 'contact');
  const emails = contacts.map((contact) => contact['emailaddress1']);

  it('has 20,000 contacts and 5,000 leads with different ids', () => {
    const ids = [
      ...contacts.map((row) => row['contactid']),
      ...rowsOf('standard', 'lead').map((row) => row['leadid']),
    ];
    expect(ids).toHaveLength(25_000);
    expect(new Set(ids).size).toBe(25_000);
    expect(ids.every((id) => typeof id === 'string' && isRecordId(id))).toBe(true);
  });

  it('has e-mails that are missing, duplicated and accented, all at example domains', () => {
    const present = emails.filter((email) => typeof email === 'string');
    const missing = emails.length - present.length;
    const duplicated = present.length - new Set(present).size;
    const accented = present.filter((email) => /[^\x20-\x7e]/.test(email));
    expect(missing).toBeGreaterThan(500);
    expect(duplicated).toBeGreaterThan(300);
    expect(accented.length).toBeGreaterThan(20);
    expect(present.filter((email) => !/^[^@\s]+@example\.(com|org)$/.test(email))).toEqual([]);
  });

  it('is the same each time it is made', () => {
    expect(JSON.stringify(rowsOf('standard', 'contact')) === JSON.stringify(contacts)).toBe(true);
    expect(sampleContactId(0)).toBe('a7b2058b-f2fa-40c8-bd1a-c00000000000');
  });

  it('points only to accounts that are there', () => {
    const accounts = new Set(rowsOf('standard', 'account').map((row) => row['accountid']));
    const parents = contacts.map((row) => row['parentcustomerid']).filter((parent) => parent !== null);
    expect(parents.length).toBeGreaterThan(10_000);
    expect(parents.every((parent) => accounts.has(parent ?? null))).toBe(true);
  });

  it('has segments whose groups can be read and hold only people of the sample, each once', () => {
    const contactIds = new Set(contacts.map((row) => row['contactid']));
    const leadIds = new Set(rowsOf('standard', 'lead').map((row) => row['leadid']));
    for (const segment of Object.values(sampleSegments)) {
      const known = segment.baseTable === 'contact' ? contactIds : leadIds;
      const definition = rowsOf('standard', 'msdynmkt_segmentdefinition').find(
        (row) => row['msdynmkt_segmentdefinitionid'] === segment.definitionId,
      );
      const read = parseStaticGroups(definition?.['msdynmkt_staticlistmembers'] as string);
      expect(read).toMatchObject({ ok: true, groups: segment.groups.map(({ id, name }) => ({ id, name })) });
      for (const group of segment.groups) {
        const members = [...membersOfSampleGroup(segment, group)];
        expect(members).toHaveLength(group.size);
        expect(new Set(members).size).toBe(group.size);
        expect(members.every((id) => known.has(id))).toBe(true);
      }
    }
  });
});

describe('the large sample', () => {
  it('starts with the same contacts and has one group of 200,000 of them', () => {
    const contacts = sampleData('large').tables.find((part) => part.table === 'contact')?.rows ?? [];
    const first: Row[] = [];
    for (const row of contacts) {
      first.push(row);
      if (first.length === 500) break;
    }
    expect(first).toEqual(rowsOf('standard', 'contact').slice(0, 500));
    const group = largeSampleSegment.groups[0];
    if (group === undefined) throw new Error('The large segment has no group.');
    const members = new Set(membersOfSampleGroup(largeSampleSegment, group));
    expect(members.size).toBe(200_000);
    expect(members.has(sampleContactId(199_999))).toBe(true);
    expect(sampleCounts.large.contacts).toBeGreaterThan(200_000);
  });
});
