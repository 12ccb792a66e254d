import { XmlFault } from '../../markup/read-xml';
import { badZip } from '../import-refusal';
import { readSolutionPackage } from '../read-package';
import { requiredParts, type Parts, type SolutionPackage } from '../solution-package';
import { connectorComponentRules } from './connector-component-rules';
import { controlRules } from './control-rules';
import { flowRules } from './flow-rules';
import { formRules } from './form-rules';
import { manifestRules } from './manifest-rules';
import { nameRules } from './name-rules';
import { contentTypeRule, unprocessedPartRule } from './part-rules';
import { rootComponentRules } from './root-component-rules';
import type { Expectations, Finding, PackageRule } from './rule';

export { collectionOrder } from './manifest-rules';
export { defaultFileBytes, type Expectations, type Finding } from './rule';

/** In the order in which an import comes upon them. */
export const packageRules: readonly PackageRule[] = [
  contentTypeRule,
  ...manifestRules,
  ...rootComponentRules,
  ...controlRules,
  ...connectorComponentRules,
  ...flowRules,
  ...formRules,
  unprocessedPartRule,
  ...nameRules,
];

export interface JudgedPackage {
  /** Undefined when the parts cannot be read as a solution. */
  readonly solution: SolutionPackage | undefined;
  readonly findings: readonly Finding[];
}

/** Everything that is wrong with the parts of a zip, without a look at an environment. */
export function judgePackage(parts: Parts, expected: Expectations = {}): JudgedPackage {
  const missing = requiredParts.filter((part) => !parts.has(part));
  if (missing.length > 0) {
    const findings = missing.map((part) => ({
      rule: 'required-parts',
      where: 'the zip',
      what: `the part ${part} is missing.`,
      refusal: badZip,
    }));
    return { solution: undefined, findings };
  }
  try {
    const solution = readSolutionPackage(parts);
    return { solution, findings: findingsIn(solution, expected) };
  } catch (error) {
    if (!(error instanceof XmlFault)) throw error;
    const message = `Invalid customization file. This file is not well formed. ${error.message}`;
    const refusal = { code: 'notWellFormed', message } as const;
    const finding = { rule: 'well-formed-xml', where: 'the zip', what: error.message, refusal };
    return { solution: undefined, findings: [finding] };
  }
}

function findingsIn(solution: SolutionPackage, expected: Expectations): Finding[] {
  return packageRules.flatMap(({ name, find }) =>
    find(solution, expected).map(({ refusal, ...fault }) => ({ rule: name, ...fault, refusal })),
  );
}
