import type { SolutionPackage } from '../../emulator/solutions/solution-package';
import type { Expectations, Problem } from './rules';

const where = 'solution.xml';

/** Source: "Create a solution", publisher reference; the pattern is the one Microsoft's own tools check with. */
export const publisherPrefix = /^(?!mscrm)[a-z][a-z0-9]{1,7}$/i;
const uniqueName = /^[A-Za-z_][A-Za-z0-9_]*$/;
const solutionVersion = /^\d+(\.\d+){0,3}$/;

/** Names, versions and prefixes in solution.xml. */
export function manifestProblems({ manifest }: SolutionPackage, { version }: Expectations): Problem[] {
  const { publisher } = manifest;
  const optionPrefix = Number(publisher.optionValuePrefix);
  const checks: [isRight: boolean, what: string][] = [
    [
      uniqueName.test(manifest.uniqueName) && !manifest.uniqueName.includes('_upgrade'),
      `"${manifest.uniqueName}" is no unique name for a solution.`,
    ],
    [uniqueName.test(publisher.uniqueName), `"${publisher.uniqueName}" is no unique name for a publisher.`],
    [
      publisherPrefix.test(publisher.prefix),
      `"${publisher.prefix}" is no publisher prefix: 2 to 8 letters and digits, a letter first, not mscrm.`,
    ],
    [
      Number.isInteger(optionPrefix) && optionPrefix >= 10_000 && optionPrefix <= 99_999,
      `The option value prefix "${publisher.optionValuePrefix}" is not between 10000 and 99999.`,
    ],
    [
      solutionVersion.test(manifest.version),
      `"${manifest.version}" is no solution version: one to four numbers with dots between them.`,
    ],
    [
      manifest.version === version,
      `The solution has version ${manifest.version}, package.json has ${version}. Run npm version to set both.`,
    ],
    [['0', '1'].includes(manifest.managed), `Managed is "${manifest.managed}" and must be 0 or 1.`],
  ];
  return checks.filter(([isRight]) => !isRight).map(([, what]) => ({ where, what }));
}
