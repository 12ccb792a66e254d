import type { ImportRefusal } from '../import-refusal';
import type { SolutionPackage } from '../solution-package';

/** One thing that is wrong with a package. */
export interface Finding {
  /** Name of the rule. */
  readonly rule: string;
  /** The part or component. */
  readonly where: string;
  readonly what: string;
  /** How Dataverse refuses it; undefined for what it would take and what would be wrong afterwards. */
  readonly refusal: ImportRefusal | undefined;
}

export interface Expectations {
  /** Bytes of one file of a control: the environment's limit for attachments. */
  readonly fileBytes?: number;
  /** Version that solution, control and connector are to have. */
  readonly version?: string;
}

/** Bytes of a file that an environment takes until an administrator raises it (Email settings: 5,120 KB). */
export const defaultFileBytes = 5120 * 1024;

export type FoundFault = Omit<Finding, 'rule' | 'refusal'> & { readonly refusal?: ImportRefusal };

/** Microsoft's packer lets every fault pass; the import refuses it, or worse, takes it. */
export interface PackageRule {
  readonly name: string;
  find(solution: SolutionPackage, expected: Expectations): readonly FoundFault[];
}

/** The faults of one place: those whose condition does not hold. */
export function faultsAt(
  where: string,
  checks: readonly (readonly [isRight: boolean, what: string, refusal?: ImportRefusal])[],
): FoundFault[] {
  return checks
    .filter(([isRight]) => !isRight)
    .map(([, what, refusal]) => ({ where, what, ...(refusal && { refusal }) }));
}
