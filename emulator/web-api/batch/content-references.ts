import { badRequest, errorCodes } from '../../dataverse-error';
import type { BatchedRequest } from './batch';

/** Addresses of the rows that requests of a change set have made, by their Content-ID. */
export type ContentAddresses = ReadonlyMap<string, string>;

/**
 * The request with `$1` at the beginning of its address and in its `@odata.bind` and `@odata.id` replaced.
 * @throws DataverseError when a reference comes before what it refers to.
 */
export function withReferences(request: BatchedRequest, addresses: ContentAddresses): BatchedRequest {
  return {
    ...request,
    address: request.address.replace(/^\/?\$([^/?(]+)/, (_all, id: string) => addressOf(id, addresses)),
    body: request.body.replaceAll(
      /("(?:[^"\\]|\\.)*@odata\.(?:bind|id)"\s*:\s*")\$([^"\\/]+)/g,
      (_all, before: string, id: string) => `${before}${addressOf(id, addresses)}`,
    ),
  };
}

function addressOf(id: string, addresses: ContentAddresses): string {
  const address = addresses.get(id);
  if (address !== undefined) return address;
  throw badRequest(
    errorCodes.queryRefused,
    `Content-ID Reference: '$${id.slice(0, 100)}' does not exist in the batch context.`,
  );
}
