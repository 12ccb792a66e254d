import {
  ClientAssertionCredential,
  ClientSecretCredential,
  DeviceCodeCredential,
  WorkloadIdentityCredential,
  type TokenCredential,
} from '@azure/identity';
import type { DeviceCodeCredentialOptions } from '@azure/identity';
import { createHttpHeaders } from '@azure/core-rest-pipeline';
import { createSender } from './http-client';

/** How a deployment signs in, and with what; taken from the command line and the environment's variables. */
export type SignIn =
  | { readonly kind: 'device code'; readonly tenantId: string; readonly clientId: string }
  | {
      readonly kind: 'client secret';
      readonly tenantId: string;
      readonly clientId: string;
      readonly clientSecret: string;
    }
  | {
      readonly kind: 'federated token file';
      readonly tenantId: string;
      readonly clientId: string;
      readonly tokenFile: string;
    }
  | {
      readonly kind: 'GitHub Actions';
      readonly tenantId: string;
      readonly clientId: string;
      readonly requestUrl: string;
      readonly requestToken: string;
    };

/** The public client of Microsoft's Dataverse samples; an organisation may register one of its own. */
const sampleClientId = '51f81489-12ee-4a9e-aaae-a2591f45987d';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * A secret or a federated token when the variables that @azure/identity knows are set, else a device code.
 * @throws Error when they are set in part.
 */
export function chooseSignIn(
  variables: Variables,
  chosen: { readonly tenantId?: string | undefined; readonly clientId?: string | undefined } = {},
): SignIn {
  const tenantId = chosen.tenantId ?? variables['AZURE_TENANT_ID'];
  const clientId = chosen.clientId ?? variables['AZURE_CLIENT_ID'];
  const clientSecret = variables['AZURE_CLIENT_SECRET'];
  const tokenFile = variables['AZURE_FEDERATED_TOKEN_FILE'];
  const requestUrl = variables['ACTIONS_ID_TOKEN_REQUEST_URL'];
  const requestToken = variables['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
  const isApplication = clientSecret || tokenFile || (requestUrl && requestToken);
  if (!isApplication) {
    return {
      kind: 'device code',
      tenantId: tenantId ?? 'organizations',
      clientId: clientId ?? sampleClientId,
    };
  }
  if (!tenantId || !clientId) {
    throw new Error(
      'Signing in as an application needs AZURE_TENANT_ID and AZURE_CLIENT_ID beside its secret or federated token.',
    );
  }
  if (clientSecret) return { kind: 'client secret', tenantId, clientId, clientSecret };
  if (tokenFile) return { kind: 'federated token file', tenantId, clientId, tokenFile };
  return {
    kind: 'GitHub Actions',
    tenantId,
    clientId,
    requestUrl: requestUrl ?? '',
    requestToken: requestToken ?? '',
  };
}

/** Options of @azure/identity for an authority other than Entra. */
export type CredentialOptions = Pick<
  DeviceCodeCredentialOptions,
  'authorityHost' | 'disableInstanceDiscovery' | 'additionalPolicies'
>;

/** @param say gets the line with the address and the code that a person must enter. */
export function credentialFor(
  signIn: SignIn,
  say: (line: string) => void,
  options: CredentialOptions = {},
): TokenCredential {
  const { tenantId, clientId } = signIn;
  switch (signIn.kind) {
    case 'device code':
      return new DeviceCodeCredential({
        ...options,
        tenantId,
        clientId,
        userPromptCallback: ({ message }) => {
          say(message);
        },
      });
    case 'client secret':
      return new ClientSecretCredential(tenantId, clientId, signIn.clientSecret, options);
    case 'federated token file':
      return new WorkloadIdentityCredential({
        ...options,
        tenantId,
        clientId,
        tokenFilePath: signIn.tokenFile,
      });
    case 'GitHub Actions':
      return new ClientAssertionCredential(tenantId, clientId, () => gitHubToken(signIn), options);
  }
}

/** The token that a job of GitHub Actions gets for Entra. Source: GitHub's reference of OpenID Connect. */
async function gitHubToken(signIn: { requestUrl: string; requestToken: string }): Promise<string> {
  const audience = encodeURIComponent('api://AzureADTokenExchange');
  const response = await createSender()({
    url: `${signIn.requestUrl}&audience=${audience}`,
    headers: createHttpHeaders({ authorization: `Bearer ${signIn.requestToken}` }),
  });
  if (response.status !== 200) throw new Error(`GitHub gave no token for the sign-in (${response.status}).`);
  return (JSON.parse(response.bodyAsText ?? '') as { value: string }).value;
}
