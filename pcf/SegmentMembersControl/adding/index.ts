export { createImportStore, type ImportStore } from './import-store';
export { ImportPane } from './ImportPane';
export type { Source } from './sources';
