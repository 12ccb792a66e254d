import { readSolutionPackage, type SolutionPackage } from '../../emulator/solutions/solution-package';
import { connectorProblems } from './connector-rules';
import { controlProblems } from './control-rules';
import { PackFailure, type Parts } from './pack-folder';
import { manifestProblems } from './manifest-rules';
import { nameProblems } from './name-rules';
import { referenceProblems } from './reference-rules';

/**
 * One thing that is wrong with a package: where, and what. Microsoft's packer lets all of these pass; the import
 * would refuse them, or worse, take them.
 */
export interface Problem {
  readonly where: string;
  readonly what: string;
}

export interface Expectations {
  /** Version that solution, control and connector must have. */
  readonly version: string;
}

type Rule = (solution: SolutionPackage, expected: Expectations) => Problem[];

const rules: readonly Rule[] = [
  manifestProblems,
  referenceProblems,
  nameProblems,
  controlProblems,
  connectorProblems,
];

export function problemsOf(parts: Parts, expected: Expectations): Problem[] {
  const solution = readSolutionPackage(parts);
  return rules.flatMap((rule) => rule(solution, expected));
}

/** @throws PackFailure that lists every problem. */
export function checkParts(parts: Parts, expected: Expectations): void {
  const problems = problemsOf(parts, expected);
  if (problems.length === 0) return;
  const lines = problems.map(({ where, what }) => `  ${where}: ${what}`);
  throw new PackFailure(`The solution would not import as it is:\n${lines.join('\n')}`);
}
