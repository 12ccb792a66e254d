import { XmlFault } from '../../markup/read-xml';
import type { ControlManifest } from '../control-manifest';
import { controlFailure } from '../import-refusal';
import type { ControlNode, SolutionPackage } from '../solution-package';
import { defaultFileBytes, faultsAt, type FoundFault, type PackageRule } from './rule';

/** Patterns of pcf-scripts' ManifestSchema.json. */
const namespacePattern = /^(?!\.|\d)(?!.*\.$)(?!.*?\.\d)(?!.*?\.\.)[a-zA-Z0-9.]+$/;
const constructorPattern = /^(?!\d)[a-zA-Z0-9]+$/;

/** A rule about every control whose manifest can be read. */
function withManifest(
  find: (
    control: ControlNode & { readonly manifest: ControlManifest },
    ...rest: Parameters<PackageRule['find']>
  ) => FoundFault[],
): PackageRule['find'] {
  return (solution, expected) =>
    solution.controls.flatMap((control) => {
      const { manifest } = control;
      return manifest === undefined || manifest instanceof XmlFault
        ? []
        : find({ ...control, manifest }, solution, expected);
    });
}

/** Each control's folder against its manifest. */
export const controlRules: readonly PackageRule[] = [
  {
    name: 'prefix-of-control',
    find: ({ controls, manifest: { publisher, uniqueName } }) =>
      controls.flatMap(({ name }) => {
        const prefix = name.slice(0, Math.max(name.indexOf('_'), 0));
        return faultsAt(`control ${name}`, [
          [
            prefix === publisher.prefix,
            `its name must be ${publisher.prefix}_${name.slice(name.indexOf('_') + 1)}, from the publisher's prefix and its manifest.`,
            controlFailure(
              name,
              `Publisher prefix ${prefix} for this control ${name} does not match the prefix ${publisher.prefix} for the solution with Id ${uniqueName}`,
            ),
          ],
        ]);
      }),
  },
  {
    name: 'manifest-of-control',
    find: ({ controls }) =>
      controls.flatMap(({ name, manifestPart, manifest }) => {
        const isFaulty = manifest instanceof XmlFault;
        return faultsAt(`control ${name}`, [
          [
            manifest !== undefined,
            `the part ${manifestPart} is missing.`,
            controlFailure(name, `The custom control should exist now: /${manifestPart} is not in the file.`),
          ],
          [
            !isFaulty,
            isFaulty ? manifest.message : '',
            controlFailure(name, isFaulty ? manifest.message : ''),
          ],
        ]);
      }),
  },
  {
    name: 'values-of-control-manifest',
    find: withManifest(({ name, folder, manifest }, solution, { version = manifest.version }) => {
      const ownName = `${manifest.namespace}.${manifest.constructorName}`;
      const expectedName = `${solution.manifest.publisher.prefix}_${ownName}`;
      return faultsAt(`control ${name}`, [
        [
          name.endsWith(`_${ownName}`),
          `its name must be ${expectedName}, from the publisher's prefix and its manifest.`,
          controlFailure(name, `The manifest is that of ${expectedName}.`),
        ],
        [
          manifest.codePath !== undefined,
          'its manifest names no code.',
          controlFailure(name, 'The manifest names no code.'),
        ],
        ...manifest.properties
          .filter((property) => property.type === '')
          .map(
            (property) =>
              [
                false,
                `its property ${property.name} has neither a type nor a type group that is defined.`,
                controlFailure(name, `The property ${property.name} has an undefined type group.`),
              ] as const,
          ),
        [namespacePattern.test(manifest.namespace), `"${manifest.namespace}" is no namespace for a control.`],
        [
          constructorPattern.test(manifest.constructorName),
          `"${manifest.constructorName}" is no constructor for a control.`,
        ],
        [folder === `Controls/${name}/`, `its folder must be Controls/${name}/.`],
        [manifest.version === version, `its version is ${manifest.version}, package.json has ${version}.`],
      ]);
    }),
  },
  {
    name: 'files-of-control',
    find: withManifest(({ name, folder, manifest }, { parts }) =>
      faultsAt(
        `control ${name}`,
        manifest.files.map((file) => [
          parts.has(folder + file),
          `its manifest names ${folder + file}, which is missing.`,
          controlFailure(name, `No file with that name found: ${file}`),
        ]),
      ),
    ),
  },
  {
    name: 'size-of-control-files',
    find: ({ controls, parts }, { fileBytes = defaultFileBytes }) =>
      controls.flatMap(({ name, folder }) =>
        faultsAt(
          `control ${name}`,
          partsIn(parts, folder).map((part) => [
            (parts.get(part)?.length ?? 0) <= fileBytes,
            `${part} has more than ${fileBytes} bytes, the most that an environment takes by default.`,
            controlFailure(name, 'Webresource content size is too big.'),
          ]),
        ),
      ),
  },
];

function partsIn(parts: SolutionPackage['parts'], folder: string): string[] {
  return Array.from(parts.keys()).filter((part) => part.startsWith(folder));
}
