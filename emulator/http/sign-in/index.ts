export type { Account } from './accounts';
export { refuseUnprivileged } from './privileges';
export { registerSignIn, type SignIn } from './sign-in';
