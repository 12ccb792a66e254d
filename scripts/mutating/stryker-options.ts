import type { PartialStrykerOptions } from '@stryker-mutator/api/core';
import { mutatedRooms, type MutatedRoom, type RoomName } from './rooms';

/** Of a hundred changes to the code, so many have to make a test fail. */
export const leastScore = 85;

/** How StrykerJS runs one room. Reports go to `reports/mutation`, its copies of the project to `.stryker-tmp`. */
export function strykerOptions(
  name: RoomName,
  { only, isAgain = false }: { readonly only?: string | undefined; readonly isAgain?: boolean | undefined },
): PartialStrykerOptions {
  const room: MutatedRoom = mutatedRooms[name];
  const files = only === undefined ? `${room.folder}/**/*.{ts,tsx}` : `${room.folder}/${only}`;
  return {
    testRunner: 'jest',
    plugins: ['@stryker-mutator/jest-runner'],
    coverageAnalysis: 'perTest',
    mutate: [
      files,
      ...['**/*.test.{ts,tsx}', '**/testing/**', '**/index.ts', ...room.leftOut].map(
        (pattern) => `!${pattern}`,
      ),
    ],
    jest: { configFile: 'scripts/mutating/jest.config.mjs', enableFindRelatedTests: false },
    reporters: ['clear-text', 'progress-append-only', 'json'],
    clearTextReporter: { allowColor: false, logTests: false, reportTests: false, allowEmojis: false },
    jsonReporter: { fileName: `reports/mutation/${name}.json` },
    thresholds: { high: 95, low: leastScore, break: leastScore },
    tempDirName: '.stryker-tmp',
    ignorePatterns: ['dist', 'docs', 'reports', 'pcf/out', 'solution/bin', 'solution/obj'],
    allowConsoleColors: false,
    // A change may make a loop endless; its test then counts as having noticed it.
    timeoutMS: 3000,
    timeoutFactor: 4,
    incremental: true,
    incrementalFile: `reports/mutation/${name}.known.json`,
    force: !isAgain,
    checkers: [],
    disableTypeChecks: true,
  };
}
