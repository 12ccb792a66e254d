// pcf-scripts lints what it builds and looks for the configuration beside it.
export { default } from '../eslint.config.mjs';
