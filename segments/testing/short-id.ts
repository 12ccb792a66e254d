import type { RecordId } from '../record-id';

/** A name in place of an id, for tests of code that only compares ids: `['a', 'b']` reads better than GUIDs. */
export const shortId = (name: string): RecordId => name as RecordId;
