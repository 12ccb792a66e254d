import { throttlingCodes } from '../segments';
/** A refusal as Dataverse words it: HTTP status, code and message. Nothing else reaches a client. */
export class DataverseError extends Error {
  override readonly name = 'DataverseError';

  constructor(
    /** HTTP status, e.g. 400. */
    readonly status: number,
    /** Dataverse's code, e.g. `0x80040217`. */
    readonly code: string,
    message: string,
    /** Seconds a client should wait before it tries again (429 and 503 only). */
    readonly retryAfter?: number,
  ) {
    super(message);
  }
}

/**
 * Codes this project uses. Source: "Web service error codes" and recorded answers; each one's status is the
 * one Dataverse sends with it.
 */
export const errorCodes = {
  unexpected: '0x80040216',
  recordNotFound: '0x80040217',
  privilegeDenied: '0x80040220',
  invalidArgument: '0x80040203',
  duplicateRecord: '0x80040237',
  unknownResource: '0x8006088a',
  /** Dataverse answers what it does not offer with the code of what is not there. */
  notSupported: '0x8006088a',
  queryRefused: '0x80060888',
  payloadRefused: '0x80048d19',
  businessRule: '0x80040265',
  fetchXmlInvalid: '0x80041106',
  textTooLong: '0x80044331',
  charactersInvalid: '0x80040278',
  valueOutOfRange: '0x80044330',
  optionUnknown: '0x8004431a',
  statusUnknown: '0x80048408',
  concurrencyMismatch: '0x80060882',
  ...throttlingCodes,
  requiredMissing: '0x80040200',
  tableUnknown: '0x80041102',
  columnUnknown: '0x80041103',
  tooManyConditions: '0x8004430c',
  sqlTimeout: '0x80044151',
  dateTooEarly: '0x80040239',
} as const;

/** 400 in Dataverse's envelope. */
export function badRequest(code: string, message: string): DataverseError {
  return new DataverseError(400, code, message);
}

/** 404 for a row that is not there, in Dataverse's words. */
export function recordNotFound(entityLogicalName: string, id: string): DataverseError {
  return new DataverseError(
    404,
    errorCodes.recordNotFound,
    `Entity '${entityLogicalName}' With Id = ${id} Does Not Exist`,
  );
}

/** 404 for a path segment that names nothing. */
export function resourceNotFound(segment: string): DataverseError {
  return new DataverseError(
    404,
    errorCodes.unknownResource,
    `Resource not found for the segment '${segment}'.`,
  );
}
