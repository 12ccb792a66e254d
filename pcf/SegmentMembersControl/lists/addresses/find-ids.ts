import { parseRecordId, type RecordId } from '../../../../segments/record-id';
import { valueText, visibleText } from './visible-text';

/** The record ids that a cell says and nothing else; none when it says anything else. Each once. */
export function findIds(text: string): readonly RecordId[] {
  const whole = parseRecordId(text);
  if (whole !== undefined) return [whole];
  // An id has 32 digits: most cells are too short to be looked at closer.
  if (text.length < 32) return [];
  const ids = visibleText(valueText(text))
    .split(/[\s,;|"']+/)
    .filter(Boolean)
    .map(parseRecordId);
  return ids.every((id) => id !== undefined) ? [...new Set(ids as readonly RecordId[])] : [];
}
