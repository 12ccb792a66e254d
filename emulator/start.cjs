'use strict';
// What `require('segment-members')` gives, for tests of flows, controls and programs against a local Dataverse.
require('tsx/cjs');
module.exports = { startLocalDataverse: require('./local-dataverse.ts').startLocalDataverse };
