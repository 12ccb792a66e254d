import { parseRecordId, type RecordId } from '../../segments';
import { badRequest, errorCodes } from '../dataverse-error';
import type { MessageParameter, MessageParameters } from './message';

/** Parameters that every message for importing a solution has. Source: reference of the actions. */
export const importParameters: readonly MessageParameter[] = [
  { name: 'OverwriteUnmanagedCustomizations', type: 'Edm.Boolean' },
  { name: 'PublishWorkflows', type: 'Edm.Boolean' },
  { name: 'ImportJobId', type: 'Edm.Guid', optional: true },
  { name: 'ConvertToManaged', type: 'Edm.Boolean', optional: true },
  { name: 'SkipProductUpdateDependencies', type: 'Edm.Boolean', optional: true },
  { name: 'HoldingSolution', type: 'Edm.Boolean', optional: true },
];

const base64 = /^[A-Za-z0-9+/_-]*={0,2}$/;

/**
 * The bytes of CustomizationFile, which JSON carries as base64.
 * @throws DataverseError when it is something else.
 */
export function solutionFile(parameters: MessageParameters): Uint8Array {
  const value = parameters['CustomizationFile'];
  if (value instanceof Uint8Array) return value;
  if (typeof value === 'string' && base64.test(value)) return new Uint8Array(Buffer.from(value, 'base64'));
  throw badRequest(
    errorCodes.payloadRefused,
    "Error identified in Payload provided by the user for Entity :'', For more information on this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293  ---->  InnerException : Microsoft.OData.ODataException: Cannot convert the literal of CustomizationFile to the expected type 'Edm.Binary'.",
  );
}

export function importJobId(parameters: MessageParameters): { importJobId?: RecordId } {
  const given = parameters['ImportJobId'];
  const id = typeof given === 'string' ? parseRecordId(given) : undefined;
  return id === undefined ? {} : { importJobId: id };
}
