import { readControlManifest } from '../../emulator/solutions/control-manifest';
import type { ControlNode, SolutionPackage } from '../../emulator/solutions/solution-package';
import type { Expectations, Problem } from './rules';

/** Patterns of pcf-scripts' ManifestSchema.json. */
const namespacePattern = /^(?!\.|\d)(?!.*\.$)(?!.*?\.\d)(?!.*?\.\.)[a-zA-Z0-9.]+$/;
const constructorPattern = /^(?!\d)[a-zA-Z0-9]+$/;

/** Bytes of one file that an environment takes unless its administrator raised the limit for attachments. */
const largestFile = 5120 * 1024;

/** Each control's folder against its manifest. */
export function controlProblems(solution: SolutionPackage, expected: Expectations): Problem[] {
  return solution.controls.flatMap((control) => {
    const bytes = solution.parts.get(control.manifestPart);
    // A manifest that is missing is reported by the rule about references.
    return bytes ? problemsOfControl(solution, control, bytes, expected) : [];
  });
}

function problemsOfControl(
  { parts, manifest: { publisher } }: SolutionPackage,
  { name, manifestPart }: ControlNode,
  bytes: Uint8Array,
  { version }: Expectations,
): Problem[] {
  const manifest = readControlManifest(bytes, manifestPart);
  const folder = manifestPart.slice(0, manifestPart.lastIndexOf('/') + 1);
  const inFolder = Array.from(parts.keys()).filter(
    (part) => part.startsWith(folder) && part !== manifestPart,
  );
  const named = new Set(manifest.files.map((file) => folder + file));
  const expectedName = `${publisher.prefix}_${manifest.namespace}.${manifest.constructorName}`;
  const where = `control ${name}`;
  const checks: [isRight: boolean, what: string][] = [
    [namespacePattern.test(manifest.namespace), `"${manifest.namespace}" is no namespace for a control.`],
    [
      constructorPattern.test(manifest.constructorName),
      `"${manifest.constructorName}" is no constructor for a control.`,
    ],
    [
      name === expectedName,
      `its name must be ${expectedName}, from the publisher's prefix and its manifest.`,
    ],
    [folder === `Controls/${name}/`, `its folder must be Controls/${name}/.`],
    [manifest.codePath !== undefined, 'its manifest names no code.'],
    [manifest.version === version, `its version is ${manifest.version}, package.json has ${version}.`],
    ...Array.from(named, (part): [boolean, string] => [
      parts.has(part),
      `its manifest names ${part}, which is missing.`,
    ]),
    ...inFolder.map((part): [boolean, string] => [named.has(part), `its manifest does not name ${part}.`]),
    ...inFolder.map((part): [boolean, string] => [
      (parts.get(part)?.length ?? 0) <= largestFile,
      `${part} has more than ${largestFile} bytes, the most that an environment takes by default.`,
    ]),
  ];
  return checks.filter(([isRight]) => !isRight).map(([, what]) => ({ where, what }));
}
