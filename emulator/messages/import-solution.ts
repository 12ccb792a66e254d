import { announceImportJob, importSolution, newImportJobId } from '../solutions';
import type { Message } from './message';
import { importJobId, importMode, importParameters, solutionFile } from './solution-file';
import { startSystemJob } from './system-job';

/** Source: ImportSolution action reference. */
export const importSolutionMessage: Message = {
  name: 'ImportSolution',
  kind: 'action',
  parameters: importParameters,
  answer: [],
  handle({ store, user }, parameters) {
    importSolution(store, {
      file: solutionFile(store, parameters),
      user,
      importJobId: importJobId(parameters) ?? newImportJobId(),
      mode: importMode(parameters),
    });
    return undefined;
  },
};

/** Source: ImportSolutionAsync action reference. The file itself is checked in the job. */
export const importSolutionAsyncMessage: Message = {
  name: 'ImportSolutionAsync',
  kind: 'action',
  parameters: importParameters,
  answer: [
    { name: 'AsyncOperationId', type: 'Edm.Guid' },
    { name: 'ImportJobKey', type: 'Edm.String' },
  ],
  handle(context, parameters) {
    const { store, user } = context;
    const file = solutionFile(store, parameters);
    const jobId = importJobId(parameters) ?? newImportJobId();
    const mode = importMode(parameters);
    announceImportJob(store, { id: jobId, user, startedOn: context.now() });
    const operation = startSystemJob(context, 'ImportSolutionAsync', () => {
      importSolution(store, { file, user, importJobId: jobId, mode });
    });
    return { AsyncOperationId: operation, ImportJobKey: jobId };
  },
};
