export { ImportPane } from './ImportPane';
export type { Purpose } from './preview';
