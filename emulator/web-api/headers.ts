import { badRequest, DataverseError, errorCodes } from '../dataverse-error';
import type { WebApiRequest } from './exchange';

/** Headers that change what a request does, and preferences that change its answer, which are not supported here. */
const unsupportedHeaders = ['mscrmcallerid', 'callerobjectid', 'mscrm.solutionuniquename'];
const unsupportedPreference = /(?:^|[,;\s])(odata\.track-changes|respond-async)\b/i;
/** Of the protocol before 4.0. */
const earlierVersions = ['dataserviceversion', 'maxdataserviceversion', 'mindataserviceversion'];

/** @throws DataverseError for headers that would otherwise be taken for heeded, and for bodies that are no JSON. */
export function checkHeaders({ headers, method, body }: WebApiRequest): void {
  const given = unsupportedHeaders.find((name) => headers[name] !== undefined);
  if (given !== undefined) throw unsupported(`The header ${given}`);
  // Detection is off unless a request turns it on.
  if (/^\s*false\s*$/i.test(headers['mscrm.suppressduplicatedetection'] ?? '')) {
    throw unsupported('Duplicate detection, which the header mscrm.suppressduplicatedetection turns on,');
  }
  const preference = unsupportedPreference.exec(headers['prefer'] ?? '')?.[1];
  if (preference !== undefined) throw unsupported(`The preference ${preference}`);
  checkVersions(headers);
  const type = headers['content-type'] ?? '';
  if (method === 'GET' || body === '' || /^\s*application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type)) return;
  throw badRequest(
    errorCodes.queryRefused,
    `The content type '${type.slice(0, 100)}' is not supported: the body of a request is application/json.`,
  );
}

/**
 * Answers are OData 4.0, and so have bodies to be. Source: "Compose HTTP requests and handle errors", which asks for
 * 4.0 in both headers; that others are 400 is what ASP.NET's OData does.
 */
function checkVersions(headers: WebApiRequest['headers']): void {
  const version = headers['odata-version']?.trim() ?? '4.0';
  const most = headers['odata-maxversion']?.trim() ?? '4.0';
  if (version !== '4.0') throw otherVersion('OData-Version', version);
  if (!/^\d+\.\d+$/.test(most) || Number(most) < 4) throw otherVersion('OData-MaxVersion', most);
  const earlier = earlierVersions.find((name) => headers[name] !== undefined);
  if (earlier !== undefined) throw otherVersion(earlier, headers[earlier] ?? '');
}

function otherVersion(header: string, version: string): DataverseError {
  return badRequest(
    errorCodes.queryRefused,
    `The version '${version.slice(0, 50)}' in the header ${header} is not supported: the Web API speaks OData 4.0.`,
  );
}

function unsupported(what: string): DataverseError {
  return new DataverseError(501, errorCodes.notSupported, `${what} is not supported by the local Dataverse.`);
}
