import { jsonPart } from './json-part';
import { faultsAt, type PackageRule } from './rule';

/** Names that an environment may take and that packers or later imports stumble over. */
export const nameRules: readonly PackageRule[] = [
  {
    name: 'prefix-of-references-and-variables',
    find({ manifest: { publisher }, connectionReferences, environmentVariables }) {
      const prefix = `${publisher.prefix}_`;
      const named = [
        ...connectionReferences.map(({ logicalName }) => ({
          kind: 'connection reference',
          name: logicalName,
        })),
        ...environmentVariables.map(({ schemaName }) => ({ kind: 'environment variable', name: schemaName })),
      ];
      return named.flatMap(({ kind, name }) =>
        faultsAt(`${kind} ${name}`, [
          [
            name.startsWith(prefix) && /^\w+$/.test(name),
            `its name must be ${prefix} and then letters, digits and underscores.`,
          ],
        ]),
      );
    },
  },
  {
    // They belong to an environment.
    name: 'values-of-variables',
    find: ({ parts }) =>
      Array.from(parts.keys())
        .filter((part) => part.endsWith('/environmentvariablevalues.json'))
        .flatMap((part) =>
          faultsAt(part, [
            [
              jsonPart(parts, part).kind === 'json',
              'it is no JSON.',
              { code: 'failed', message: `Import Solution Failed: ${part} is no JSON.` },
            ],
            [false, 'values of environment variables do not ship.'],
          ]),
        ),
  },
  {
    name: 'letters-of-part-names',
    find: ({ parts }) =>
      Array.from(parts.keys()).flatMap((part) =>
        faultsAt(part, [
          [
            /^[\x21-\x7e][\x20-\x7e]*$/.test(part) && !part.includes('\\'),
            'a part may be named with ASCII letters only.',
          ],
        ]),
      ),
  },
];
