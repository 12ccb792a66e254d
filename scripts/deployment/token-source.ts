import type { TokenCredential } from '@azure/identity';
import type { EnvironmentAddress } from './environment-address';
import { certificateCodeOf, certificateDoubt, createSender, networkCodeOf } from './http-client';
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
    const { status } = await createSender()({ url: `${url}/api/data/v9.2/WhoAmI()` }).catch(() => ({
      status: 0,
    }));
    return status === 401 ? credentialFor(signIn, say, localAuthority(url)) : undefined;
  };
  return async () => {
    credential ??= begin();
    try {
      const token = await (await credential)?.getToken(`${url}/.default`);
      return token?.token;
    } catch (error) {
      const authority = isLocal
        ? url
        : process.env['AZURE_AUTHORITY_HOST'] || 'https://login.microsoftonline.com';
      const doubted = certificateCodeOf(error);
      if (doubted !== undefined) throw certificateDoubt(authority, doubted);
      const code = networkCodeOf(error) ?? unreachableOf(error);
      if (code === undefined) throw error;
      throw new Error(`${authority}, where the sign-in is, cannot be reached: ${code}.`);
    }
  };
}

/** The sign-in's library has words of its own for an authority that it could not reach. */
function unreachableOf(error: unknown): string | undefined {
  const { message } = error as Error;
  return /\b(endpoints_resolution_error|network_error|no_network_connectivity)\b/.exec(message)?.[1];
}
