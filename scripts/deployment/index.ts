export { connectWebApi, DataverseRefusal } from './web-api';
export { readEnvironmentAddress } from './environment-address';
export { deploySolution } from './deploy-solution';
export { nextSteps } from './next-steps';
export { chooseSignIn } from './sign-in';
export { tokenSource } from './token-source';
