import type { SolutionPackage } from '../../emulator/solutions/solution-package';
import type { Problem } from './rules';

/** Connection references and environment variables carry the publisher's prefix, as everything a solution makes. */
export function nameProblems({
  manifest: { publisher },
  connectionReferences,
  environmentVariables,
  parts,
}: SolutionPackage): Problem[] {
  const prefix = `${publisher.prefix}_`;
  const named = [
    ...connectionReferences.map(({ logicalName }) => ({ where: 'connection reference', name: logicalName })),
    ...environmentVariables.map(({ schemaName }) => ({ where: 'environment variable', name: schemaName })),
  ];
  const wrongPrefix = named
    .filter(({ name }) => !name.startsWith(prefix) || !/^\w+$/.test(name))
    .map(({ where, name }) => ({
      where: `${where} ${name}`,
      what: `its name must be ${prefix} and then letters, digits and underscores.`,
    }));
  // Values belong to an environment; Dataverse refuses them in the zip as unprocessed files.
  const values = Array.from(parts.keys())
    .filter((part) => part.endsWith('/environmentvariablevalues.json'))
    .map((part) => ({ where: part, what: 'values of environment variables do not ship.' }));
  return [...wrongPrefix, ...values];
}
