import { zipSync, type Zippable } from 'fflate';
import type { Parts } from './solution-package';

/** The first moment a zip can state, in local time, which is what zips state. */
const firstOfZipTime = new Date(1980, 0, 1);

/** The same parts give the same bytes on every machine: one time, one level, the order given, no folder entries. */
export function writeZip(parts: Parts): Uint8Array {
  const entries: Zippable = {};
  for (const [name, bytes] of parts) entries[name] = [bytes, { mtime: firstOfZipTime, level: 9, os: 0 }];
  return zipSync(entries);
}
