import type { TokenCredential } from '@azure/identity';
import type { EnvironmentAddress } from './environment-address';
import { localAuthority } from './local-authority';
import { credentialFor, type SignIn } from './sign-in';

/**
 * Bearer tokens for an environment, signed in for at the first one. A local Dataverse that was started without
 * --auth needs none.
 */
export function tokenSource(
  { url, isLocal }: EnvironmentAddress,
  signIn: SignIn,
  say: (line: string) => void,
): () => Promise<string | undefined> {
  let credential: Promise<TokenCredential | undefined> | undefined;
  const begin = async () => {
    if (!isLocal) return credentialFor(signIn, say);
    const { status } = await fetch(`${url}/api/data/v9.2/WhoAmI()`).catch(() => ({ status: 0 }));
    return status === 401 ? credentialFor(signIn, say, localAuthority(url)) : undefined;
  };
  return async () => {
    credential ??= begin();
    const token = await (await credential)?.getToken(`${url}/.default`);
    return token?.token;
  };
}
