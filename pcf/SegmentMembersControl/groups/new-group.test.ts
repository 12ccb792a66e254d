import { newStaticGroup } from '../../../segments/static-groups';
import { nameOf } from './group-name';
import { newRecordId } from './new-record-id';

describe('the id of a new group', () => {
  afterEach(() => jest.restoreAllMocks());

  it('is a random one of version 4', () => {
    expect(newRecordId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(newRecordId()).not.toBe(newRecordId());
  });

  it.each([
    [0x00, '00000000-0000-4000-8000-000000000000'],
    [0xff, 'ffffffff-ffff-4fff-bfff-ffffffffffff'],
    [0x05, '05050505-0505-4505-8505-050505050505'],
  ])('keeps every random bit: %d gives %s', (byte, id) => {
    jest
      .spyOn(crypto, 'getRandomValues')
      .mockImplementation((bytes) => (bytes as unknown as Uint8Array).fill(byte));
    expect(newRecordId()).toBe(id);
  });
});

it.each([
  ['VIPs', 'VIPs'],
  [' VIPs ', ' VIPs '],
  ['', 'Unnamed'],
  ['  ', 'Unnamed'],
])('a group named %j is called %j', (name, called) => {
  expect(nameOf(newStaticGroup(newRecordId(), name, 'Include'), 'Unnamed')).toBe(called);
});
