import { userName } from '../../segments';
import { ORGANISATION, ROOT_BUSINESS_UNIT } from '../store';
import { defineMessage } from './message';

/** Who the caller is. Source: "WhoAmI function". */
export const whoAmIMessage = defineMessage({
  name: 'WhoAmI',
  kind: 'function',
  readOnly: true,
  parameters: [],
  answer: [
    { name: 'BusinessUnitId', type: 'Edm.Guid' },
    { name: 'UserId', type: 'Edm.Guid' },
    { name: 'OrganizationId', type: 'Edm.Guid' },
  ],
  handle: ({ store, user }) => ({
    BusinessUnitId: String(
      store.retrieve(userName.logicalName, user)?.['businessunitid'] ?? ROOT_BUSINESS_UNIT,
    ),
    UserId: user,
    OrganizationId: ORGANISATION,
  }),
});
