import { stageSolution, type StagedSolution } from '../solutions';
import { defineMessage } from './message';
import { bytesOf } from './solution-file';

const noId = '00000000-0000-0000-0000-000000000000';

/** Source: StageSolution action and StageSolutionResults complex type references. */
export const stageSolutionMessage = defineMessage({
  name: 'StageSolution',
  kind: 'action',
  parameters: [{ name: 'CustomizationFile', type: 'Edm.Binary' }],
  answer: [{ name: 'StageSolutionResults', type: 'mscrm.StageSolutionResults' }],
  complexTypes: [
    {
      name: 'StageSolutionResults',
      properties: [
        { name: 'StageSolutionUploadId', type: 'Edm.Guid' },
        { name: 'StageSolutionStatus', type: 'Edm.String' },
        { name: 'SolutionValidationResults', type: 'Collection(mscrm.SolutionValidationResult)' },
        { name: 'MissingDependencies', type: 'Collection(mscrm.MissingDependency)' },
        { name: 'SolutionDetails', type: 'mscrm.SolutionDetails' },
      ],
    },
    {
      name: 'SolutionValidationResult',
      properties: [
        { name: 'SolutionValidationResultType', type: 'Edm.String' },
        { name: 'Message', type: 'Edm.String' },
        { name: 'ErrorCode', type: 'Edm.Int32' },
        { name: 'AdditionalInfo', type: 'Edm.String' },
      ],
    },
    {
      name: 'MissingDependency',
      properties: [
        { name: 'RequiredComponentSchemaName', type: 'Edm.String' },
        { name: 'RequiredComponentType', type: 'Edm.String' },
        { name: 'RequiredSolutionName', type: 'Edm.String' },
      ],
    },
    {
      name: 'SolutionDetails',
      properties: [
        { name: 'SolutionUniqueName', type: 'Edm.String' },
        { name: 'SolutionFriendlyName', type: 'Edm.String' },
        { name: 'SolutionVersion', type: 'Edm.String' },
        { name: 'IsManaged', type: 'Edm.Boolean' },
      ],
    },
  ],
  handle({ store, user }, { CustomizationFile }) {
    return { StageSolutionResults: results(stageSolution(store, bytesOf(CustomizationFile), user)) };
  },
});

function results({ uploadId, solution, missing, refusal }: StagedSolution) {
  const manifest = solution?.manifest;
  const isRight = refusal === undefined && missing.length === 0;
  return {
    StageSolutionUploadId: uploadId ?? noId,
    StageSolutionStatus: isRight ? 'Passed' : 'Failed',
    SolutionValidationResults: refusal
      ? [
          {
            SolutionValidationResultType: 'Error',
            Message: refusal.message,
            ErrorCode: Number(refusal.code) | 0,
            AdditionalInfo: refusal.message,
          },
        ]
      : [],
    MissingDependencies: missing.map(({ name, type, from }) => ({
      RequiredComponentSchemaName: name,
      RequiredComponentType: type,
      RequiredSolutionName: from,
    })),
    SolutionDetails: {
      SolutionUniqueName: manifest?.uniqueName ?? '',
      SolutionFriendlyName: manifest?.displayName ?? '',
      SolutionVersion: manifest?.version ?? '',
      IsManaged: manifest?.managed === '1',
    },
  };
}
