/** TypeScript is only stripped here; `npm run types` is what checks it. */
const transform = {
  '^.+\\.tsx?$': [
    '@swc/jest',
    {
      jsc: {
        parser: { syntax: 'typescript', tsx: true },
        target: 'es2022',
        transform: { react: { runtime: 'classic' } },
      },
      module: { type: 'commonjs', ignoreDynamic: true },
    },
  ],
};

const project = (displayName, testMatch, more = {}) => ({
  displayName,
  rootDir: import.meta.dirname ?? new URL('.', import.meta.url).pathname,
  testMatch: testMatch.map((pattern) => `<rootDir>/${pattern}`),
  testPathIgnorePatterns: ['/node_modules/', '/out/', '/dist/', '<rootDir>/.stryker-tmp/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/pcf/out/', '<rootDir>/.stryker-tmp/'],
  transform,
  // Random data are the same at each run; loaded only by the tests that use it, as setup files would not be.
  moduleNameMapper: { '^fast-check$': '<rootDir>/tests/properties/testing/fast-check.cjs' },
  ...more,
});

export default {
  projects: [
    project('segments', ['segments/**/*.test.ts']),
    project('packages', ['{markup,solution-package}/**/*.test.ts']),
    project('rules', ['connector-rules/**/*.test.ts']),
    project('emulator', ['emulator/**/*.test.ts']),
    project('control', ['pcf/**/*.test.ts', 'pcf/**/*.test.tsx']),
    project('scripts', ['scripts/**/*.test.ts']),
    project('tests', ['tests/**/*.test.ts']),
  ],
  testTimeout: 120_000,
  maxWorkers: '100%',
};
