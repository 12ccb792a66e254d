import { DataverseError, errorCodes } from '../dataverse-error';
import { etagOf } from '../row-json';
import type { Row } from '../store';
import type { Exchange } from './exchange';

/** @throws DataverseError 412 when the row is no longer the version the client knows. */
export function checkVersion(row: Row, { preconditions }: Exchange): void {
  const { ifMatch } = preconditions;
  if (ifMatch === undefined || ifMatch === '*' || ifMatch === etagOf(row)) return;
  throw new DataverseError(
    412,
    errorCodes.concurrencyMismatch,
    "The version of the existing record doesn't match the RowVersion property provided.",
  );
}
