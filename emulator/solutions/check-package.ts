import {
  checkConnector,
  checkControl,
  checkFlow,
  checkUnprocessed,
  type PackageLimits,
} from './check-components';
import { checkContentTypes, checkRootComponents, checkSchema } from './check-manifest';
import type { SolutionPackage } from './solution-package';

export type { PackageLimits } from './check-components';

/**
 * Everything Dataverse can refuse a package for without looking at the environment.
 * @throws DataverseError with the first reason.
 */
export function checkPackage(solution: SolutionPackage, limits: PackageLimits): void {
  checkContentTypes(solution);
  checkSchema(solution);
  checkRootComponents(solution);
  for (const control of solution.controls) checkControl(solution, control, limits);
  for (const connector of solution.connectors) checkConnector(solution, connector);
  for (const flow of solution.workflows) checkFlow(solution, flow);
  checkUnprocessed(solution);
}
