import { flowFailure } from '../import-refusal';
import { workflowPart } from '../solution-package';
import { jsonPart } from './json-part';
import { faultsAt, type PackageRule } from './rule';

export const flowRules: readonly PackageRule[] = [
  {
    name: 'file-of-flow',
    find: ({ workflows, parts }) =>
      workflows.flatMap((workflow) => {
        const { name } = workflow;
        const part = workflowPart(workflow);
        const path = `/${part}`;
        const isThere = parts.has(part);
        return faultsAt(`flow ${name}`, [
          [
            isThere,
            `the part ${part} is missing.`,
            flowFailure(name, `No file with that name found: ${path}`),
          ],
          [
            !isThere || !workflow.columns.has('JsonFileName') || jsonPart(parts, path).kind === 'json',
            `${path} is no JSON.`,
            flowFailure(name, `${path} is no JSON.`),
          ],
        ]);
      }),
  },
];
