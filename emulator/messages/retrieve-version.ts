import { defineMessage } from './message';

/** Version of the Dataverse whose behaviour is stood in for. */
export const dataverseVersion = '9.2.0.0';

/** Source: "RetrieveVersion function". */
export const retrieveVersionMessage = defineMessage({
  name: 'RetrieveVersion',
  kind: 'function',
  readOnly: true,
  parameters: [],
  answer: [{ name: 'Version', type: 'Edm.String' }],
  handle: () => ({ Version: dataverseVersion }),
});
