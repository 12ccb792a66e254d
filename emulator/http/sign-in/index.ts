export type { Account } from './accounts';
export { refuseUnprivileged } from './privileges';
export { rowReach } from './row-reach';
export { registerSignIn, type SignIn } from './sign-in';
