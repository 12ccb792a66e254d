import { parseRecordId, type RecordId } from '../../segments';
import { badRequest, errorCodes } from '../dataverse-error';
import { stagedFile } from '../solutions';
import { payloadError, type Store } from '../store';
import type { MessageParameter, MessageParameters } from './message';

/**
 * Parameters of the actions that import a solution: the file itself, or SolutionParameters with the id that
 * staging gave it. Source: reference of the actions.
 */
export const importParameters: readonly MessageParameter[] = [
  { name: 'OverwriteUnmanagedCustomizations', type: 'Edm.Boolean' },
  { name: 'PublishWorkflows', type: 'Edm.Boolean' },
  { name: 'CustomizationFile', type: 'Edm.Binary', optional: true },
  { name: 'ImportJobId', type: 'Edm.Guid', optional: true },
  { name: 'ConvertToManaged', type: 'Edm.Boolean', optional: true },
  { name: 'SkipProductUpdateDependencies', type: 'Edm.Boolean', optional: true },
  { name: 'HoldingSolution', type: 'Edm.Boolean', optional: true },
  { name: 'SolutionParameters', type: 'mscrm.SolutionParameters', optional: true },
];

const base64 = /^[A-Za-z0-9+/_-]*={0,2}$/;

/**
 * The bytes of the solution to import.
 * @throws DataverseError when there is none, or it is no base64.
 */
export function solutionFile(store: Store, parameters: MessageParameters): Uint8Array {
  const upload = parameters['SolutionParameters'];
  if (typeof upload === 'object' && upload !== null && 'StageSolutionUploadId' in upload) {
    return stagedFile(store, String(upload.StageSolutionUploadId).toLowerCase());
  }
  const value = parameters['CustomizationFile'];
  if (value === undefined) {
    throw badRequest(errorCodes.invalidArgument, "Required field 'CustomizationFile' is missing.");
  }
  return bytesOf(value);
}

/** JSON carries binary values as base64. @throws DataverseError */
export function bytesOf(value: unknown): Uint8Array {
  if (typeof value === 'string' && base64.test(value)) return new Uint8Array(Buffer.from(value, 'base64'));
  throw payloadError(
    '',
    "Microsoft.OData.ODataException: Cannot convert the literal of CustomizationFile to the expected type 'Edm.Binary'.",
  );
}

export function importJobId(parameters: MessageParameters): RecordId | undefined {
  const given = parameters['ImportJobId'];
  return typeof given === 'string' ? parseRecordId(given) : undefined;
}

export function importMode(parameters: MessageParameters): 'update' | 'holding' {
  return parameters['HoldingSolution'] === true ? 'holding' : 'update';
}
