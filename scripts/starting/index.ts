export * from './import-solution';
export * from './start-failure';
export * from './start-options';
