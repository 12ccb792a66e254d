import { join } from 'node:path';
import every from '../../jest.config.mjs';

/** Only the tests that are to notice: patterns from the root of the project, in JSON. */
const tests = JSON.parse(process.env.TESTS_OF_MUTATED_ROOM ?? '[]');

export default {
  ...every,
  rootDir: join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..', '..'),
  testMatch: tests.map((pattern) => (pattern.startsWith('!') ? pattern : `<rootDir>/${pattern}`)),
  runner: '<rootDir>/scripts/mutating/runner-of-matching-files.cjs',
};
