import { existsSync, mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packFolder, writeZip, type PackageKind, type SolutionFolder } from '../../solution-package';
import { refuseFindings } from './findings';
import { projectConnectorFiles } from './project-connector-files';
import { foldersToPack, projectVersion, solutionsToPack } from './project-solutions';
import { readPublisher } from './publisher';

export { findOfficialPacker } from './official-packer';
export { projectConnectorFiles } from './project-connector-files';
export { foldersToPack, projectVersion } from './project-solutions';
export { readPublisher } from './publisher';
export { verifyWith } from './verify-pack';
export { stampVersion, versionedFiles } from './versions';

/** A zip that was written. */
export interface PackedSolution {
  readonly solution: string;
  readonly kind: PackageKind;
  readonly file: string;
  /** Bytes of the zip. */
  readonly size: number;
}

export interface PackOptions {
  /** Root of the repository; this one when absent. */
  readonly root?: string;
  readonly say?: (line: string) => void;
  /** Packs the optional form as well. */
  readonly form?: boolean;
  /** A file with the publisher of the connector; the repository's own when absent. */
  readonly publisher?: string | undefined;
}

const kinds: readonly PackageKind[] = ['unmanaged', 'managed'];

/** Largest zip that an environment imports. Source: solution concepts, 95 MB. */
const largestZip = 95 * 1024 * 1024;

/**
 * Builds what needs building and writes every solution to dist/, unmanaged and managed, and the connector's files to
 * dist/connector/, which is what is sent in for certification.
 * @throws PackFailure, BuildFailure
 */
export async function packSolutions({
  root = join(__dirname, '..', '..'),
  say = () => undefined,
  form = false,
  publisher,
}: PackOptions = {}): Promise<PackedSolution[]> {
  const version = projectVersion(root);
  const dist = join(root, 'dist');
  mkdirSync(dist, { recursive: true });
  writeConnectorFiles(join(dist, 'connector'), projectConnectorFiles(root, readPublisher(root, publisher)));
  const packed: PackedSolution[] = [];
  for (const { name, folder } of await foldersToPack(root, say, { optional: form, publisher })) {
    for (const kind of kinds) {
      const parts = packFolder(folder, kind);
      refuseFindings(parts, version);
      const zip = writeZip(parts);
      if (zip.length > largestZip) throw new Error(`${name} has ${zip.length} bytes; 95 MB is the most.`);
      const file = join(dist, zipName(name, version, kind));
      writeWhole(file, zip);
      packed.push({ solution: name, kind, file, size: zip.length });
    }
  }
  return packed;
}

/**
 * The zips of this version that an earlier pack left in dist/.
 * @throws Error when one is missing.
 */
export function zipsInDist(root: string, { form = false }: Pick<PackOptions, 'form'> = {}): PackedSolution[] {
  const version = projectVersion(root);
  return solutionsToPack({ optional: form }).flatMap(({ name }) =>
    kinds.map((kind) => {
      const file = join(root, 'dist', zipName(name, version, kind));
      if (!existsSync(file)) throw new Error(`There is no ${file}. Run npm run pack first.`);
      return { solution: name, kind, file, size: statSync(file).size };
    }),
  );
}

function writeConnectorFiles(folder: string, connector: SolutionFolder): void {
  mkdirSync(folder, { recursive: true });
  for (const [file, bytes] of connector) writeWhole(join(folder, file), bytes);
}

/** Whoever reads the file meanwhile gets the old one or the new one, never half of it. */
function writeWhole(file: string, bytes: Uint8Array): void {
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, bytes);
  renameSync(fresh, file);
}

/** `SegmentMembers_1.2.3.zip`, `SegmentMembers_1.2.3_managed.zip`: the names that exports have. */
function zipName(solution: string, version: string, kind: PackageKind): string {
  return `${solution}_${version}${kind === 'managed' ? '_managed' : ''}.zip`;
}
