export { connectWebApi, DataverseRefusal } from './web-api';
export { readEnvironmentAddress, type EnvironmentAddress } from './environment-address';
export { deploySolution, type Deployment, type SolutionFile } from './deploy-solution';
export { nextSteps } from './next-steps';
export { chooseSignIn, credentialFor, type CredentialOptions, type SignIn } from './sign-in';
