export * from './control-build';
