export { announceImportJob, newImportJobId } from './import-job';
export { importSolution } from './import-solution';
export { readControl, type ImportedControl } from './read-control';
export { deleteAndPromote, solutionRemoval } from './remove-solution';
export { stageSolution, stagedFile, type StagedSolution } from './stage-solution';
export { solutionTables } from './tables';
