import { badRequest, DataverseError, errorCodes } from '../dataverse-error';

/** 400 for a text that does not follow OData's grammar, naming the place. */
export function syntaxError(text: string, at: number, what = 'Syntax error'): DataverseError {
  return badRequest(errorCodes.queryRefused, `${what} at position ${at} in '${shortened(text)}'.`);
}

/** 400 for a property that a table does not have. */
export function unknownProperty(name: string, logicalName: string): DataverseError {
  return badRequest(
    errorCodes.queryRefused,
    `Could not find a property named '${shortened(name)}' on type 'Microsoft.Dynamics.CRM.${logicalName}'.`,
  );
}

/** 400 for anything else about a query. */
export function queryRefused(message: string): DataverseError {
  return badRequest(errorCodes.queryRefused, message);
}

/** 501: valid OData that Dataverse does not offer. */
export function notSupported(node: string): DataverseError {
  return new DataverseError(501, errorCodes.notSupported, `The query node ${node} is not supported`);
}

/** 501: a function in a filter on metadata, which offers none at all. */
export function notSupportedOnMetadata(name: string): DataverseError {
  return new DataverseError(
    501,
    errorCodes.notSupported,
    `The "${shortened(name)}" function isn't supported for Metadata Entities.`,
  );
}

function shortened(text: string): string {
  return text.length <= 300 ? text : `${text.slice(0, 300)}...`;
}
