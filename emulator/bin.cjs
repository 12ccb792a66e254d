#!/usr/bin/env node
'use strict';
// What `npx local-dataverse` runs: the program is TypeScript, which tsx reads as it is.
require('tsx/cjs');
require('./main.ts');
