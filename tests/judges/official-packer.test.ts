import { join } from 'node:path';
import { findOfficialPacker, foldersToPack, verifyWith } from '../../scripts/packing';
import { recordSkippedPart } from './dotnet';

const packer = findOfficialPacker();

if (packer === undefined) {
  recordSkippedPart(
    "Microsoft's solution packer on our zips: no pac and no SOLUTION_PACKAGER on this machine",
  );
  test.skip("Microsoft's packer agrees with ours on every solution", () => undefined);
} else {
  test("Microsoft's packer agrees with ours on every solution", async () => {
    const folders = await foldersToPack(join(__dirname, '..', '..'), () => undefined);
    const lines: string[] = [];
    verifyWith(packer, folders, (line) => lines.push(line));
    expect(lines).toHaveLength(2 * folders.length);
  });
}
