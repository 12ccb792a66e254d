export type { Account } from './accounts';
export { refuseChanges } from './privileges';
export { registerSignIn, type SignIn } from './sign-in';
