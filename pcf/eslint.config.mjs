import config from '../eslint.config.mjs';

// pcf-scripts lints what it builds from this folder, so patterns begin here. Tests do not ship; `npm run lint` has them.
export default [
  { ignores: ['**/*.test.ts', '**/*.test.tsx', '**/testing/**'] },
  ...config.map((entry) =>
    entry.files === undefined
      ? entry
      : { ...entry, files: entry.files.map((pattern) => pattern.replace(/^pcf\//, '')) },
  ),
];
