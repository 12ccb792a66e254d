export * from './catalogue';
export * from './database';
export * from './query';
export * from './row';
export * from './store';
export { openStore } from './open-store';
