import { announceImportJob, importSolution, newImportJobId } from '../solutions';
import { defineMessage } from './message';
import { importJobId, importMode, importParameters, solutionFile, solutionParameters } from './solution-file';
import { startSystemJob } from './system-job';

/** Source: ImportSolution action reference. */
export const importSolutionMessage = defineMessage({
  name: 'ImportSolution',
  kind: 'action',
  parameters: importParameters,
  complexTypes: [solutionParameters],
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
});

/** Source: ImportSolutionAsync action reference. The file itself is checked in the job. */
export const importSolutionAsyncMessage = defineMessage({
  name: 'ImportSolutionAsync',
  kind: 'action',
  parameters: importParameters,
  complexTypes: [solutionParameters],
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
});
