import { dirname, join } from 'node:path';
import { PageAddressError } from '../facts/page-settings';

/** The scripts that a model-driven app loads for a virtual control, in order. */
export interface PlatformLibraries {
  /** Names under which they are served, e.g. `react_16_14_0.js`. */
  readonly scripts: readonly string[];
}

/** Where each served script comes from; `pcf-start` carries the platform's own files. */
const files: Readonly<Record<string, { readonly package: string; readonly file: string }>> = {
  'react_16_14_0.js': { package: 'pcf-start', file: 'lib/react_16_14_0.js' },
  'react_17_0_2.js': { package: 'react-17', file: 'umd/react.production.min.js' },
  'react_dom_17_0_2.js': { package: 'react-dom-17', file: 'umd/react-dom.production.min.js' },
  'fluent_8_121_1.js': { package: 'pcf-start', file: 'lib/fluent_8_121_1.js' },
};

/**
 * Runs between React and Fluent. It gives React the names that Fluent and built controls know it by (the
 * platform keeps the name Reactv16 for the React 17 that it loads), and keeps Fluent from asking a content
 * delivery network for fonts.
 */
export const platformSetup = `self.FabricConfig = { fontBaseUrl: '' };
self.Reactv16 = self.React = self.Reactv16 || self.React;
self.ReactDOMv16 = self.ReactDOM = self.ReactDOMv16 || self.ReactDOM;
`;

/** Path of a platform script, undefined when there is none of that name, or its package is not installed. */
export function fileOfPlatformLibrary(name: string): string | undefined {
  const source = Object.hasOwn(files, name) ? files[name] : undefined;
  if (source === undefined) return undefined;
  try {
    return join(dirname(require.resolve(`${source.package}/package.json`)), source.file);
  } catch {
    return undefined;
  }
}

/** @throws PageAddressError when the control declares a library that the platform does not have. */
export function platformLibrariesFor(
  declared: Readonly<Record<string, string>>,
  react: '16' | '17',
): PlatformLibraries {
  const scripts: string[] = [];
  for (const [name, version] of Object.entries(declared)) {
    if (name === 'React' && version === '16.14.0') {
      scripts.unshift(
        ...(react === '17' ? ['react_17_0_2.js', 'react_dom_17_0_2.js'] : ['react_16_14_0.js']),
        'setup.js',
      );
    } else if (name === 'Fluent' && version === '8.121.1') {
      scripts.push('fluent_8_121_1.js');
    } else {
      throw new PageAddressError(`This form has no platform library ${name} ${version}.`);
    }
  }
  return { scripts };
}
