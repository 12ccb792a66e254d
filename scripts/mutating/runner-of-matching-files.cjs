const { default: TestRunner } = require('jest-runner');

/** The tests that each file was seen to have; one process tries many changes. */
const testsSeenIn = new Map();

/** Runs only the files with a test that is asked for: StrykerJS names tests, and jest would load every file to look. */
module.exports = class RunnerOfMatchingFiles extends TestRunner {
  constructor(globalConfig, context) {
    super(globalConfig, context);
    this.asked = globalConfig.testNamePattern && new RegExp(globalConfig.testNamePattern, 'i');
    this.on('test-file-success', ([{ path }, { testResults, testExecError }]) => {
      if (testExecError) return;
      const seen = testsSeenIn.get(path) ?? [];
      testsSeenIn.set(path, new Set([...seen, ...testResults.map(({ fullName }) => fullName)]));
    });
  }

  mayMatch({ path }) {
    const seen = testsSeenIn.get(path);
    return !this.asked || seen === undefined || [...seen].some((name) => this.asked.test(name));
  }

  runTests(tests, watcher, options) {
    return super.runTests(
      tests.filter((test) => this.mayMatch(test)),
      watcher,
      options,
    );
  }
};
