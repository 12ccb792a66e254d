import { compareVersions, solutionVersion } from './solution-version';

test.each([
  ['1.2.3.4', '1.2.3.4', 0],
  ['1.2', '1.2.0.0', 0],
  ['1.10', '1.9', 1],
  ['2', '1.9.9.9', 1],
  ['1.2.3.4', '1.2.3.5', -1],
  ['1.2.3', '1.2.3.1', -1],
  ['0.9', '1', -1],
])('%s beside %s is as its numbers are, place by place', (a, b, sign) => {
  expect(Math.sign(compareVersions(a, b))).toBe(sign);
  expect(Math.sign(compareVersions(b, a))).toBe(0 - sign);
});

test('a solution has one number more than the project', () => {
  expect(solutionVersion('1.2.3')).toBe('1.2.3.0');
});
