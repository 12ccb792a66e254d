import every from '../../jest.config.mjs';

/** Only the tests that are to notice: patterns from the root of the project, in JSON. */
const tests = JSON.parse(process.env.TESTS_OF_MUTATED_ROOM ?? '[]');
const [project] = every.projects;

export default {
  ...every,
  rootDir: project.rootDir,
  projects: [
    {
      ...project,
      displayName: 'mutated room',
      testMatch: tests.map((pattern) => (pattern.startsWith('!') ? pattern : `<rootDir>/${pattern}`)),
      runner: '<rootDir>/scripts/mutating/runner-of-matching-files.cjs',
    },
  ],
};
