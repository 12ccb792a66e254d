import * as React from 'react';

/** React.createElement under a name that a minifier can shorten; the build (pcf/babel.config.cjs) calls it by this. */
export const createElement = React.createElement;
