import { importCodes, type ImportRefusal } from '../../solution-package';
import { DataverseError } from '../dataverse-error';

export function refused({ code, message }: ImportRefusal): DataverseError {
  return importRefusal(code, message);
}

export function importRefusal(code: ImportRefusal['code'], message: string): DataverseError {
  return new DataverseError(400, importCodes[code], message);
}
