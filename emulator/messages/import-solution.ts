import { importSolution } from '../solutions';
import type { Message } from './message';
import { importJobId, importParameters, solutionFile } from './solution-file';

/** Source: ImportSolution action reference. */
export const importSolutionMessage: Message = {
  name: 'ImportSolution',
  kind: 'action',
  parameters: [{ name: 'CustomizationFile', type: 'Edm.Binary' }, ...importParameters],
  answer: [],
  handle({ store, user }, parameters) {
    importSolution(store, {
      file: solutionFile(parameters),
      user,
      ...importJobId(parameters),
      mode: parameters['HoldingSolution'] === true ? 'holding' : 'update',
    });
    return undefined;
  },
};
