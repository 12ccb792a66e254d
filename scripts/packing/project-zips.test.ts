import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packFolder, readZip, unpackParts, writeZip } from '../../solution-package';
import { zipsInDist } from '.';

const root = join(__dirname, '..', '..');

test('packing what was unpacked from our zips gives the same bytes, managed and unmanaged', () => {
  const same = zipsInDist(root).map(({ solution, kind, file }) => {
    const zip = new Uint8Array(readFileSync(file));
    const again = writeZip(packFolder(unpackParts(readZip(zip)), kind));
    return `${solution}, ${kind}: ${String(Buffer.from(again).equals(Buffer.from(zip)))}`;
  });
  expect(same).toEqual([
    'SegmentMembers, unmanaged: true',
    'SegmentMembers, managed: true',
    'SegmentMembersFlows, unmanaged: true',
    'SegmentMembersFlows, managed: true',
  ]);
});
