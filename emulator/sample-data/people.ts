import { accountName, type RecordId } from '../../segments';
import type { Row } from '../store';
import { companyName, jobTitles, regions } from './names';
import { randomFrom, sampleId, type Random } from './random';

const kinds = { contact: 0xc0, lead: 0x1e, account: 0xac } as const;

/** The id of the n-th sample contact, from 0. */
export const sampleContactId = (index: number): RecordId => sampleId(kinds.contact, index);
/** The id of the n-th sample lead, from 0. */
export const sampleLeadId = (index: number): RecordId => sampleId(kinds.lead, index);
/** The id of the n-th sample account, from 0. */
const sampleAccountId = (index: number): RecordId => sampleId(kinds.account, index);

const notAscii = /[^a-z0-9.]/g;

/** The e-mail's part before the at sign; names in other scripts become the row's number. */
function mailbox(given: string, family: string, index: number, keepAccents: boolean): string {
  const name = `${given}.${family}`.toLowerCase().replaceAll("'", '');
  if (keepAccents) return name.normalize('NFC');
  const plain = name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('ł', 'l')
    .replaceAll('ß', 'ss')
    .replaceAll('ı', 'i')
    .replace(notAscii, '');
  return plain.length > 2 ? `${plain}${index % 1000}` : `person${index}`;
}

interface Person {
  readonly given: string;
  readonly family: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly city: string;
  readonly county: string;
  readonly country: string;
  readonly jobTitle: string | null;
}

function* people(random: Random, count: number): Generator<Person> {
  let lastEmail: string | null = null;
  for (let index = 0; index < count; index++) {
    const region = random.pick(regions);
    const given = random.pick(region.given);
    const family = random.pick(region.family);
    const { city, county } = random.pick(region.cities);
    const domain = random.chance(0.7) ? 'example.com' : 'example.org';
    const lot = random.below(1000);
    let email: string | null = `${mailbox(given, family, index, lot >= 70 && lot < 75)}@${domain}`;
    if (lot < 40) email = null;
    else if (lot < 70 && lastEmail !== null) email = lastEmail;
    if (email !== null) lastEmail = email;
    yield {
      given,
      family,
      email,
      phone: random.chance(0.8) ? `+00 555 ${String(random.below(10_000_000)).padStart(7, '0')}` : null,
      city,
      county,
      country: region.country,
      jobTitle: random.chance(0.6) ? random.pick(jobTitles) : null,
    };
  }
}

/** The columns that contacts and leads have in common. */
function personColumns(person: Person): Row {
  return {
    firstname: person.given,
    lastname: person.family,
    emailaddress1: person.email,
    telephone1: person.phone,
    jobtitle: person.jobTitle,
    address1_city: person.city,
    address1_county: person.county,
    address1_country: person.country,
  };
}

/** Days from 1 January 2022 as a time in ISO text. */
function createdOn(random: Random): string {
  return new Date(Date.UTC(2022, 0, 1) + random.below(1400) * 86_400_000 + random.below(86_400) * 1000)
    .toISOString()
    .replace('.000Z', 'Z');
}

/** Companies; three of five contacts belong to one. */
export function* sampleAccounts(count: number): Generator<Row> {
  const random = randomFrom(0xacc0);
  for (let index = 0; index < count; index++) {
    const region = random.pick(regions);
    const { city } = random.pick(region.cities);
    yield {
      accountid: sampleAccountId(index),
      name: companyName(random.pick(region.family), random.below(1000), random.below(1000)),
      address1_city: city,
      address1_country: region.country,
      overriddencreatedon: createdOn(random),
    };
  }
}

/** Contacts. The first rows are the same whatever `count` is. */
export function* sampleContacts(count: number, accounts: number): Generator<Row> {
  const random = randomFrom(0xc0de);
  let index = 0;
  for (const person of people(randomFrom(0x5eed), count)) {
    const account = random.chance(0.6) ? sampleAccountId(random.below(accounts)) : null;
    yield {
      contactid: sampleContactId(index++),
      ...personColumns(person),
      parentcustomerid: account,
      parentcustomeridtype: account === null ? null : accountName.logicalName,
      overriddencreatedon: createdOn(random),
    };
  }
}

/** Leads: people of companies that are no customers yet. */
export function* sampleLeads(count: number): Generator<Row> {
  const random = randomFrom(0x1ead);
  let index = 0;
  for (const person of people(randomFrom(0x1eed), count)) {
    yield {
      leadid: sampleLeadId(index++),
      ...personColumns(person),
      subject: `Interested in ${random.pick(['the autumn offer', 'a demonstration', 'prices', 'a partnership'])}`,
      companyname: companyName(person.family, random.below(1000), random.below(1000)),
      overriddencreatedon: createdOn(random),
    };
  }
}
