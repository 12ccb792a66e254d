import { startLocalDataverse, type LocalDataverse } from '../../local-dataverse';
import { ensureAccounts } from './accounts';

let dataverse: LocalDataverse;

beforeAll(async () => {
  dataverse = await startLocalDataverse({ auth: true });
});

afterAll(() => dataverse.close());

it('finds the users of a kept database again, and gives them new secrets', () => {
  const count = (): number => dataverse.store.count({ table: 'systemuser', select: [] });
  const before = count();
  const again = ensureAccounts(dataverse.store);
  expect(count()).toBe(before);
  expect(again.map(({ clientId }) => clientId)).toEqual(dataverse.accounts.map(({ clientId }) => clientId));
  expect(again[0]?.clientSecret).not.toBe(dataverse.accounts[0]?.clientSecret);
  expect(dataverse.notes.join('\n')).toContain(String(dataverse.accounts[0]?.clientSecret));
});
