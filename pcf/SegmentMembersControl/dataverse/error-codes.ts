import { throttlingCodes } from '../../../segments/limits';

/**
 * Dataverse's codes by the HTTP status each comes with, for errors that carry only the code. Source: "Web service
 * error codes", "Service protection API limits". A code that is not here says nothing against a record or a
 * request: of its kind are 0x80040216 (unexpected), 0x80040224 (a plug-in's own fault), 0x80044150 (SQL error) and
 * 0x80044151 (SQL timeout), and all those that nobody has met yet.
 */
const codesOfStatus: Readonly<Record<number, readonly string[]>> = {
  429: Object.values(throttlingCodes),
  // A token that has expired.
  401: ['0x8005f101'],
  // Missing privileges, of a user and of a row.
  403: ['0x80040220', '0x80042f09', '0x80048306', '0x80048405'],
  // A record, a key, a resource that is not there.
  404: ['0x80040217', '0x80060891', '0x8006088a'],
  // A version that is no longer the one.
  412: ['0x80060882', '0x80040237'],
  400: [
    // A plug-in has looked at the request and says no.
    '0x80040265',
    // An argument, a required value, a property or a payload that is wrong.
    '0x80040203',
    '0x80040200',
    '0x80048d19',
    '0x80060888',
    // Values that do not fit their columns, and states that do not fit their rows.
    '0x80044331',
    '0x80044330',
    '0x8004431a',
    '0x80048408',
    // Tables, columns and queries that there are none of, or with too many conditions.
    '0x80041102',
    '0x80041103',
    '0x80041106',
    '0x8004430c',
  ],
};

const statuses = new Map(
  Object.entries(codesOfStatus).flatMap(([status, codes]) => codes.map((code) => [code, Number(status)])),
);

/** The status that a code comes with; undefined for one that says nothing of the request. */
export function statusOfCode(code: string): number | undefined {
  return statuses.get(code);
}
