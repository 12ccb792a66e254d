import { recordId, userName } from '../../segments';
import type { Store } from './store';

/** The user who writes when nobody is named. */
export const SYSTEM_USER = recordId('10000000-0000-4000-8000-000000000001');
export const ORGANISATION = recordId('10000000-0000-4000-8000-000000000000');
export const BASE_CURRENCY = recordId('10000000-0000-4000-8000-000000000003');
export const ROOT_BUSINESS_UNIT = recordId('10000000-0000-4000-8000-000000000002');

/** The rows without which an environment is none: organisation, root business unit, the first user. */
export function ensureOrganisation(store: Store): void {
  if (store.tables.find('organization') === undefined) return;
  store.transaction(() => {
    if (store.retrieve('transactioncurrency', BASE_CURRENCY) === undefined) {
      store.create('transactioncurrency', {
        transactioncurrencyid: BASE_CURRENCY,
        currencyname: 'US Dollar',
        isocurrencycode: 'USD',
        currencysymbol: '$',
        currencyprecision: 2,
        exchangerate: 1,
      });
    }
    if (store.retrieve('organization', ORGANISATION) === undefined) {
      store.create('organization', {
        organizationid: ORGANISATION,
        name: 'Local Dataverse',
        languagecode: 1033,
        basecurrencysymbol: '$',
        basecurrencyid: BASE_CURRENCY,
      });
    }
    if (store.retrieve('businessunit', ROOT_BUSINESS_UNIT) === undefined) {
      store.create('businessunit', { businessunitid: ROOT_BUSINESS_UNIT, name: 'Local Dataverse' });
      store.create(userName.logicalName, {
        systemuserid: SYSTEM_USER,
        firstname: 'System',
        lastname: 'Administrator',
        domainname: 'admin@local.dataverse.test',
        internalemailaddress: 'admin@local.dataverse.test',
        businessunitid: ROOT_BUSINESS_UNIT,
      });
    }
  });
}
