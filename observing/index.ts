export type { Answer, Environment } from './environment';
export { cleanUp, observationPlan, observe } from './observe';
