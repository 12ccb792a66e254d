import { proxyPolicy } from '@azure/core-rest-pipeline';
import type { CredentialOptions } from './sign-in';

/** Stands for the local Dataverse, because @azure/identity refuses an authority without https. */
const standIn = 'https://local-dataverse.invalid';

/**
 * Options with which @azure/identity signs in at a local Dataverse, which is its own Entra: requests to the
 * authority go there without https, and the addresses in the answers are changed back.
 */
export function localAuthority(environment: string): CredentialOptions {
  return {
    authorityHost: standIn,
    disableInstanceDiscovery: true,
    additionalPolicies: [
      {
        position: 'perRetry',
        policy: {
          name: 'local authority',
          async sendRequest(request, next) {
            request.url = request.url.replace(standIn, environment);
            request.allowInsecureConnection = true;
            // What the proxy's agent is for changed with the address.
            delete request.agent;
            delete request.proxySettings;
            const response = await proxyPolicy().sendRequest(request, next);
            const body = response.bodyAsText?.replaceAll(environment, standIn);
            return body === undefined ? response : { ...response, bodyAsText: body };
          },
        },
      },
    ],
  };
}
