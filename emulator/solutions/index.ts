export { missingDependencies, type MissingDependency } from './check-environment';
export type { ImportedComponent } from './component-rows';
export { importSolution, validatePackage, type ImportOutcome, type ImportRequest } from './import-solution';
export { readControl, type ImportedControl } from './read-control';
export { deleteAndPromote, solutionRemoval } from './remove-solution';
export { solutionTables } from './tables';
