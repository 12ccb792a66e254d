// Stands in for fast-check in every test (see jest.config.mjs): random data come from one seed, so that the same code
// gives the same result at each run. `npm run fuzz` gives other seeds and more runs.
const fastCheck = require('../../../node_modules/fast-check/lib/cjs/fast-check.js');

fastCheck.configureGlobal({
  seed: Number(process.env.PROPERTY_SEED || 20260),
  // Whether a changed line is noticed does not need the smallest example.
  endOnFailure: process.env.TESTS_OF_MUTATED_ROOM !== undefined,
});

const times = Number(process.env.PROPERTY_TIMES || 1);

function assert(property, parameters) {
  const numRuns = (parameters && parameters.numRuns) || 100;
  return fastCheck.assert(property, Object.assign({}, parameters, { numRuns: Math.ceil(numRuns * times) }));
}

module.exports = Object.assign({ __esModule: true }, fastCheck, {
  assert,
  default: Object.assign({}, fastCheck.default, { assert }),
});
