import { ORGANISATION } from '../store';
import { defineMessage } from './message';
import { dataverseVersion } from './retrieve-version';

/** Which environment this is and where it is reached. Source: "RetrieveCurrentOrganization function". */
export const retrieveCurrentOrganizationMessage = defineMessage({
  name: 'RetrieveCurrentOrganization',
  kind: 'function',
  readOnly: true,
  parameters: [{ name: 'AccessType', type: 'mscrm.EndpointAccessType' }],
  enumerationTypes: [
    { name: 'EndpointAccessType', members: ['Default', 'Internet', 'Intranet'] },
    { name: 'OrganizationState', members: ['Enabled', 'Disabled'] },
  ],
  answer: [{ name: 'Detail', type: 'mscrm.OrganizationDetail' }],
  complexTypes: [
    {
      name: 'OrganizationDetail',
      properties: [
        { name: 'OrganizationId', type: 'Edm.Guid' },
        { name: 'FriendlyName', type: 'Edm.String' },
        { name: 'OrganizationVersion', type: 'Edm.String' },
        { name: 'EnvironmentId', type: 'Edm.String' },
        { name: 'UrlName', type: 'Edm.String' },
        { name: 'UniqueName', type: 'Edm.String' },
        { name: 'State', type: 'mscrm.OrganizationState' },
        { name: 'Endpoints', type: 'mscrm.EndpointCollection' },
      ],
    },
    {
      name: 'EndpointCollection',
      properties: [
        { name: 'Count', type: 'Edm.Int32' },
        { name: 'IsReadOnly', type: 'Edm.Boolean' },
        { name: 'Keys', type: 'Collection(Edm.String)' },
        { name: 'Values', type: 'Collection(Edm.String)' },
      ],
    },
  ],
  handle({ store, root }) {
    const { origin } = new URL(root);
    return {
      Detail: {
        OrganizationId: ORGANISATION,
        FriendlyName: String(store.retrieve('organization', ORGANISATION)?.['name'] ?? ''),
        OrganizationVersion: dataverseVersion,
        EnvironmentId: ORGANISATION,
        UrlName: 'local-dataverse',
        UniqueName: 'local-dataverse',
        State: 'Enabled',
        Endpoints: {
          Count: 2,
          IsReadOnly: false,
          Keys: ['WebApplication', 'OrganizationDataService'],
          Values: [`${origin}/`, root],
        },
      },
    };
  },
});
