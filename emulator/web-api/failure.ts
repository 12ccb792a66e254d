import { DataverseError, errorCodes } from '../dataverse-error';
import { queryRefused } from '../odata';
import type { WebApiResponse } from './exchange';
import { errorResponse } from './responses';

/** Whatever went wrong, in Dataverse's envelope. */
export function failureResponse(error: unknown): WebApiResponse {
  return errorResponse(refusalOf(error));
}

function refusalOf(error: unknown): DataverseError {
  if (error instanceof DataverseError) return error;
  const cause = error instanceof Error ? error.message : '';
  if (/database or disk is full|disk I\/O|readonly database/i.test(cause)) {
    return new DataverseError(503, errorCodes.unexpected, `The local database cannot be written: ${cause}.`);
  }
  if (isBeyondSqlite(cause)) return queryRefused(`The query is too complex: ${cause}.`);
  return new DataverseError(500, errorCodes.unexpected, 'An unexpected error occurred.');
}

/** Limits that no query of a person meets, but one that a program made up may. */
function isBeyondSqlite(cause: string): boolean {
  return /^(?:too many (?:columns|SQL variables|terms)|Expression tree is too large|parser stack overflow)/i.test(
    cause,
  );
}

/** 405 for a method that a resource does not know. */
export function methodNotAllowed(method: string): DataverseError {
  return new DataverseError(
    405,
    errorCodes.queryRefused,
    `The requested resource does not support http method '${method}'.`,
  );
}
