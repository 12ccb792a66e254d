import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PackFailure, solutionVersion } from '../../solution-package';

/** A place outside package.json that holds the version, with what stands around it. */
interface VersionPlace {
  readonly file: string;
  /** Solutions have a fourth number, as nearly all exports do. */
  readonly isSolution?: boolean;
  /** Its first group is what stands before the version. */
  readonly pattern: RegExp;
}

/** Its own version, and the one of SegmentMembers that it needs. */
const dependentSolution = /(<Version>|solution="SegmentMembers \()[^<)]*/g;

/** Every file that `npm run release` stamps; package.json and its place in package-lock.json are npm's own. */
const places: readonly VersionPlace[] = [
  { file: 'package-lock.json', pattern: /("pcf": \{[^{}]*?"version": ")[^"]*/ },
  { file: 'pcf/package.json', pattern: /("version": ")[^"]*/ },
  {
    file: 'pcf/SegmentMembersControl/ControlManifest.Input.xml',
    pattern: /(<(?:control|resx)\b[^>]*?\sversion=")[^"]*/g,
  },
  { file: 'connector/apiDefinition.swagger.json', pattern: /("info":\s*\{[^{}]*?"version":\s*")[^"]*/g },
  { isSolution: true, file: 'solution/src/Other/Solution.xml', pattern: /(<Version>)[^<]*/g },
  { isSolution: true, file: 'solution/flows/Other/Solution.xml', pattern: dependentSolution },
  { isSolution: true, file: 'solution/form/Other/Solution.xml', pattern: dependentSolution },
];

/**
 * Writes the version into control, connector and solution. Returns the files that changed.
 * @throws PackFailure when a file has no place for it.
 */
export function stampVersion(root: string, version: string): string[] {
  if (!/^\d+\.\d+\.\d+$/.test(version)) {
    throw new PackFailure(`"${version}" will not do: control and solution take three numbers, as in 1.2.3.`);
  }
  const changed: string[] = [];
  for (const { file, pattern, isSolution } of places) {
    const path = join(root, file);
    const text = readFileSync(path, 'utf8');
    if (text.search(pattern) === -1) throw new PackFailure(`${file} has no version where one is expected.`);
    const stamped = text.replace(pattern, `$1${isSolution ? solutionVersion(version) : version}`);
    if (stamped === text) continue;
    writeFileSync(path, stamped);
    changed.push(file);
  }
  return changed;
}

/** Every file that holds the version, from the root of the repository. */
export const versionedFiles: readonly string[] = places.map(({ file }) => file);
