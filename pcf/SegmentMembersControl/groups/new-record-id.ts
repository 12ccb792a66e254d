import { recordId, type RecordId } from '../../../segments/record-id';

/** A new random id (version 4). */
export function newRecordId(): RecordId {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte, index) => {
    if (index === 6) return ((byte & 0x0f) | 0x40).toString(16);
    if (index === 8) return ((byte & 0x3f) | 0x80).toString(16);
    return byte.toString(16).padStart(2, '0');
  });
  return recordId(hex.join(''));
}
