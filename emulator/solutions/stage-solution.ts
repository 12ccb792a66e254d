import type { RecordId } from '../../segments';
import type { SolutionPackage } from '../../solution-package';
import { badRequest, DataverseError } from '../dataverse-error';
import type { Store } from '../store';
import { checkEnvironment } from './check-environment';
import { missingDependencies, type MissingDependency } from './missing-dependencies';
import { validatePackage } from './import-solution';

/** What staging says of a solution; nothing is imported. */
export interface StagedSolution {
  /** Undefined when the solution is refused. */
  readonly uploadId: RecordId | undefined;
  readonly solution: SolutionPackage | undefined;
  readonly missing: readonly MissingDependency[];
  readonly refusal: DataverseError | undefined;
}

/** Checks a solution and keeps its file, so that an import can name it instead of sending it again. */
export function stageSolution(store: Store, file: Uint8Array, user: RecordId): StagedSolution {
  let solution: SolutionPackage | undefined;
  try {
    solution = validatePackage(store, file);
    const missing = missingDependencies(store, solution);
    if (missing.length === 0) checkEnvironment(store, solution, 'update');
    const { uniqueName } = solution.manifest;
    const uploadId = store.create(
      'stagesolutionupload',
      {
        name: uniqueName,
        solutionuniquename: uniqueName,
        solutionfile: Buffer.from(file).toString('base64'),
      },
      { user, system: true },
    );
    return { uploadId, solution, missing, refusal: undefined };
  } catch (error) {
    if (!(error instanceof DataverseError)) throw error;
    return { uploadId: undefined, solution, missing: [], refusal: error };
  }
}

/** The file of a staged solution. @throws DataverseError when there is none of that id. */
export function stagedFile(store: Store, uploadId: RecordId): Uint8Array {
  const content = store.retrieve('stagesolutionupload', uploadId)?.['solutionfile'];
  if (typeof content !== 'string') {
    throw badRequest('0x80040217', `Entity 'StageSolutionUpload' With Id = ${uploadId} Does Not Exist`);
  }
  return new Uint8Array(Buffer.from(content, 'base64'));
}
