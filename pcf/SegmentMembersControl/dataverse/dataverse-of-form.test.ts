import { dataverseOfForm } from './dataverse-of-form';
import { recordId } from '../../../segments/record-id';

const id = recordId('0f5b0c7f-395d-447b-b14c-315a601f878e');
const webAPI = {
  retrieveRecord: (...asked: unknown[]) => Promise.resolve({ asked }),
} as unknown as ComponentFramework.WebApi;

afterEach(() => {
  Reflect.deleteProperty(globalThis, 'Xrm');
  jest.restoreAllMocks();
});

it('a form reads its rows through the platform, and calls actions where the page can', async () => {
  const dataverse = dataverseOfForm({ webAPI });
  expect(dataverse.canCallActions).toBe(false);
  expect(await dataverse.retrieve('contact', id, ['a'])).toEqual({ asked: ['contact', id, '?$select=a'] });
  Object.assign(globalThis, { Xrm: { WebApi: { execute: () => Promise.resolve(new Response()) } } });
  expect(dataverseOfForm({ webAPI }).canCallActions).toBe(true);
});

it('what the platform has no call for is asked with fetch', async () => {
  const asked = jest
    .spyOn(globalThis, 'fetch')
    .mockImplementation(() => Promise.resolve(new Response('{"value":[{"LogicalName":"a"}]}')));
  expect(await dataverseOfForm({ webAPI }).textColumns('contact')).toEqual([{ name: 'a', label: 'a' }]);
  expect(asked).toHaveBeenCalledWith(
    expect.stringMatching(/^\/api\/data\/v9\.2\/EntityDefinitions/),
    expect.objectContaining({ method: 'GET' }),
  );
});
