import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { testsOf } from './rooms';

const root = join(__dirname, '..', '..');

it('a room whose code is changed is tried with its own tests, but for those that take too long', () => {
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const config = join(__dirname, 'jest.config.mjs');
  const { stdout } = spawnSync(process.execPath, [jest, '--config', config, '--listTests'], {
    encoding: 'utf8',
    env: { ...process.env, TESTS_OF_MUTATED_ROOM: JSON.stringify(testsOf('members')) },
  });
  const files = stdout.trim().split('\n');
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((file) => !file.includes('/SegmentMembersControl/members/'))).toEqual([]);
  expect(files.filter((file) => /(fault-matrix|full-group)\.test/.test(file))).toEqual([]);
});
