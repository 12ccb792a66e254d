import { flowFailure } from '../import-refusal';
import { partName } from '../solution-package';
import { jsonPart } from './json-part';
import { faultsAt, type PackageRule } from './rule';

export const flowRules: readonly PackageRule[] = [
  {
    name: 'file-of-flow',
    find: ({ workflows, parts }) =>
      workflows.flatMap(({ name, columns }) => {
        const path = columns.get('JsonFileName') ?? '';
        const isThere = parts.has(partName(path));
        return faultsAt(`flow ${name}`, [
          [
            isThere,
            `the part ${partName(path)} is missing.`,
            flowFailure(name, `No file with that name found: ${path}`),
          ],
          [
            !isThere || jsonPart(parts, path).kind === 'json',
            `${path} is no JSON.`,
            flowFailure(name, `${path} is no JSON.`),
          ],
        ]);
      }),
  },
];
