import { DataverseError, errorCodes } from '../dataverse-error';
import { queryRefused } from '../odata';
import type { WebApiResponse } from './exchange';
import { readPreferences } from './preferences';
import { errorResponse } from './responses';

/** Whatever went wrong, in Dataverse's envelope, with the details that a `Prefer` header asks for. */
export function failureResponse(error: unknown, prefer?: string): WebApiResponse {
  const refusal = refusalOf(error);
  const { wants } = readPreferences(prefer);
  const details = Object.entries(errorDetails(refusal)).filter(([name]) => wants(name));
  return errorResponse(refusal, Object.fromEntries(details.map(([name, value]) => [`@${name}`, value])));
}

/**
 * What Dataverse tells beside code and message when annotations are asked for, but for what names its own parts.
 * Source: "Use Insomnia with Dataverse Web API"; "Include more details with errors".
 */
function errorDetails({ status, code, message }: DataverseError): Readonly<Record<string, string>> {
  const link = `Microsoft.Crm.CrmException%3a${code.replace('0x', '')}`;
  // What a plug-in threw, as marketing's actions are.
  const ofPlugin = {
    'Microsoft.PowerApps.CDS.ErrorDetails.OperationStatus': '0',
    'Microsoft.PowerApps.CDS.ErrorDetails.SubErrorCode': '-2146233088',
  };
  return {
    ...(code === errorCodes.businessRule ? ofPlugin : {}),
    'Microsoft.PowerApps.CDS.ErrorDetails.ApiExceptionCategory':
      status < 500 ? 'ClientError' : 'SystemFailure',
    'Microsoft.PowerApps.CDS.ErrorDetails.ApiExceptionHttpStatusCode': String(status),
    'Microsoft.PowerApps.CDS.HelpLink': `http://go.microsoft.com/fwlink/?LinkID=398563&error=${link}&client=platform`,
    'Microsoft.PowerApps.CDS.InnerError.Message': message,
  };
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
