export type { Answer, Environment } from './environment';
export { cleanUp, observationPlan, observe, type Observations } from './observe';
