/** TypeScript is only stripped here; `npm run types` is what checks it. */
const typescript = [
  '@swc/jest',
  {
    jsc: {
      parser: { syntax: 'typescript', tsx: true },
      target: 'es2022',
      transform: { react: { runtime: 'classic' } },
    },
    module: { type: 'commonjs', ignoreDynamic: true },
  },
];

export default {
  // One project for all rooms, as each would strip the files that it shares with others once more.
  testMatch: [
    '{segments,markup,solution-package,connector-rules,emulator,pcf,scripts,tests}/**/*.test.{ts,tsx}',
  ].map((pattern) => `<rootDir>/${pattern}`),
  testPathIgnorePatterns: ['/node_modules/', '/out/', '/dist/', '<rootDir>/.stryker-tmp/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/pcf/out/', '<rootDir>/.stryker-tmp/'],
  transform: { '^.+\\.tsx?$': typescript },
  // Random data are the same at each run; loaded only by the tests that use it, as setup files would not be.
  moduleNameMapper: { '^fast-check$': '<rootDir>/tests/properties/testing/fast-check.cjs' },
  testTimeout: 120_000,
  maxWorkers: '100%',
  // What tests leave in memory slows down those that come after them.
  workerIdleMemoryLimit: '1GB',
};
