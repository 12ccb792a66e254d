import { parseRecordId, type RecordId, type ValuesOf, recordId } from '../../segments';
import { badRequest, errorCodes } from '../dataverse-error';
import { stagedFile } from '../solutions';
import { payloadError, type Store } from '../store';
import type { ComplexType, MessageParameter } from './message';

/**
 * Parameters of the actions that import a solution: the file itself, or SolutionParameters with the id that
 * staging gave it. Source: reference of the actions.
 */
export const importParameters = [
  { name: 'OverwriteUnmanagedCustomizations', type: 'Edm.Boolean' },
  { name: 'PublishWorkflows', type: 'Edm.Boolean' },
  { name: 'CustomizationFile', type: 'Edm.Binary', optional: true },
  { name: 'ImportJobId', type: 'Edm.Guid', optional: true },
  { name: 'ConvertToManaged', type: 'Edm.Boolean', optional: true },
  { name: 'SkipProductUpdateDependencies', type: 'Edm.Boolean', optional: true },
  { name: 'HoldingSolution', type: 'Edm.Boolean', optional: true },
  { name: 'SolutionParameters', type: 'mscrm.SolutionParameters', optional: true },
] as const satisfies readonly MessageParameter[];

export const solutionParameters = {
  name: 'SolutionParameters',
  properties: [{ name: 'StageSolutionUploadId', type: 'Edm.Guid' }],
} as const satisfies ComplexType;

type ImportParameters = ValuesOf<typeof importParameters, readonly [typeof solutionParameters]>;

const base64 = /^[A-Za-z0-9+/_-]*={0,2}$/;

/**
 * The bytes of the solution to import.
 * @throws DataverseError when there is none, or it is no base64.
 */
export function solutionFile(store: Store, parameters: ImportParameters): Uint8Array {
  const upload = parameters.SolutionParameters;
  if (upload !== undefined) return stagedFile(store, recordId(upload.StageSolutionUploadId));
  const value = parameters.CustomizationFile;
  if (value === undefined) {
    throw badRequest(errorCodes.invalidArgument, "Required field 'CustomizationFile' is missing.");
  }
  return bytesOf(value);
}

/** JSON carries binary values as base64. @throws DataverseError */
export function bytesOf(value: string): Uint8Array {
  if (base64.test(value)) return new Uint8Array(Buffer.from(value, 'base64'));
  throw payloadError(
    '',
    "Microsoft.OData.ODataException: Cannot convert the literal of CustomizationFile to the expected type 'Edm.Binary'.",
  );
}

export function importJobId({ ImportJobId }: ImportParameters): RecordId | undefined {
  return ImportJobId === undefined ? undefined : parseRecordId(ImportJobId);
}

export function importMode({ HoldingSolution }: ImportParameters): 'update' | 'holding' {
  return HoldingSolution === true ? 'holding' : 'update';
}
