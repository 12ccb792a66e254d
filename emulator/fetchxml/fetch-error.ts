import { badRequest, type DataverseError } from '../dataverse-error';

/** Codes of Dataverse's query builder. Source: "Web service error codes". */
const fetchCodes = {
  unknownTable: '0x80041102',
  unknownColumn: '0x80041103',
  badCondition: '0x80041106',
  plainColumnInAggregate: '0x80041107',
  badValue: '0x80041108',
  badAlias: '0x80041109',
  unknownAlias: '0x8004110a',
  missingAlias: '0x8004110b',
  badLinkType: '0x80041117',
  badElement: '0x8004111c',
  invalidArgument: '0x80040203',
  malformed: '0x80040201',
  tooManyConditions: '0x8004430c',
  tooManyLinks: '0x8004430d',
  tooManyToAggregate: '0x8004e023',
} as const;

export function fetchError(code: keyof typeof fetchCodes, message: string): DataverseError {
  return badRequest(fetchCodes[code], message);
}

/** Names and values from a query stand in messages, but never whole pages of them. */
export function shortened(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 200)}...`;
}
