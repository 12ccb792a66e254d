import { readEnvironmentAddress } from './environment-address';

test.each([
  ['https://contoso.crm4.dynamics.com', 'https://contoso.crm4.dynamics.com', false],
  ['https://Contoso.crm4.dynamics.com/main.aspx?appid=1', 'https://contoso.crm4.dynamics.com', false],
  ['http://127.0.0.1:5151/', 'http://127.0.0.1:5151', true],
])('%s is the environment %s', (text, url, isLocal) => {
  expect(readEnvironmentAddress(text)).toEqual({ url, isLocal });
});

test.each([
  [undefined, 'Name the environment'],
  ['contoso', 'is no address of an environment'],
  ['ftp://contoso.crm4.dynamics.com', 'is no address of an environment'],
  ['http://contoso.crm4.dynamics.com', 'Use https'],
  ['https://make.powerapps.com/environments/1', 'is a portal'],
])('%s is refused', (text, words) => {
  expect(() => readEnvironmentAddress(text)).toThrow(words);
});
