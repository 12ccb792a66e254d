import { randomUUID } from 'node:crypto';
import { parseRecordId, type RecordId } from '../../segments';
import { badRequest, errorCodes, type DataverseError } from '../dataverse-error';

/**
 * A refusal by a marketing plug-in, in the words of the only ones recorded (of sibling actions, "occured"
 * included): 400 with the plug-in's own text inside.
 */
export function refusal(text: string): DataverseError {
  return badRequest(
    errorCodes.businessRule,
    `Exception 'InvalidPluginExecutionException' occured: ${text}, CorrelationId: ${randomUUID()}`,
  );
}

/** The id in a parameter. @throws DataverseError when it is no GUID. */
export function idOf(parameter: string, value: unknown): RecordId {
  const id = typeof value === 'string' ? parseRecordId(value) : undefined;
  if (id !== undefined) return id;
  throw refusal(`${parameter} '${String(value)}' is not a GUID.`);
}

/** The ids in a list. @throws DataverseError that names the first text that is no GUID, and its place. */
export function idsOf(parameter: string, values: readonly unknown[]): readonly RecordId[] {
  return values.map((value, index) => {
    const id = typeof value === 'string' ? parseRecordId(value) : undefined;
    if (id !== undefined) return id;
    throw refusal(`${parameter}[${index}] '${String(value)}' is not a GUID.`);
  });
}
