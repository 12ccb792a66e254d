import { badRequest, DataverseError, errorCodes } from '../dataverse-error';
import type { WebApiRequest } from './exchange';

/** Headers that change what a request does, and preferences that change its answer, which are not supported here. */
const unsupportedHeaders = ['mscrmcallerid', 'callerobjectid', 'mscrm.solutionuniquename'];
const unsupportedPreference = /(?:^|[,;\s])odata\.track-changes\b/i;

/** @throws DataverseError for headers that would otherwise be taken for heeded, and for bodies that are no JSON. */
export function checkHeaders({ headers, method, body }: WebApiRequest): void {
  const given = unsupportedHeaders.find((name) => headers[name] !== undefined);
  if (given !== undefined) throw unsupported(`The header ${given}`);
  // Detection is off unless a request turns it on.
  if (/^\s*false\s*$/i.test(headers['mscrm.suppressduplicatedetection'] ?? '')) {
    throw unsupported('Duplicate detection, which the header mscrm.suppressduplicatedetection turns on,');
  }
  if (unsupportedPreference.test(headers['prefer'] ?? ''))
    throw unsupported('The preference odata.track-changes');
  const type = headers['content-type'] ?? '';
  if (method === 'GET' || body === '' || /^\s*application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type)) return;
  throw badRequest(
    errorCodes.queryRefused,
    `The content type '${type.slice(0, 100)}' is not supported: the body of a request is application/json.`,
  );
}

function unsupported(what: string): DataverseError {
  return new DataverseError(501, errorCodes.notSupported, `${what} is not supported by the local Dataverse.`);
}
