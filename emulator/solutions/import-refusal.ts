import { DataverseError } from '../dataverse-error';

/**
 * Why Dataverse refuses a solution. Names, codes and words are those of its error table; where public reports
 * show only a message, the code is that of a failed import.
 */
const importCodes = {
  badZip: '0x80048060',
  notWellFormed: '0x80048013',
  invalidXml: '0x8004801a',
  invalidFile: '0x80048000',
  tooLarge: '0x80040375',
  unprocessedFiles: '0x80072035',
  missingComponent: '0x8004801f',
  missingRootComponent: '0x8004803a',
  missingDependencies: '0x8004801d',
  wrongPublisher: '0x8004801c',
  managedOverUnmanaged: '0x80048040',
  unmanagedOverManaged: '0x80048041',
  versionNotHigher: '0x80048541',
  failed: '0x80048033',
} as const;

export function importRefusal(code: keyof typeof importCodes, message: string): DataverseError {
  return new DataverseError(400, importCodes[code], message);
}

export const badZipMessage =
  'The solution file is invalid. The compressed file must contain the following files at its root: solution.xml, customizations.xml, and [Content_Types].xml. Customization files exported from previous versions of Microsoft Dynamics 365 are not supported.';

export function controlFailure(name: string, reason: string): DataverseError {
  return importRefusal(
    'failed',
    `Import Solution Failed: CustomControl with name ${name} failed to import with error: ${reason}`,
  );
}

export function connectorFailure(name: string, reason: string): DataverseError {
  return importRefusal('failed', `Import Solution Failed: Connector import: FAILURE: ${reason} (${name})`);
}

export function schemaViolation(element: string, problem: string, before: string): DataverseError {
  return importRefusal(
    'invalidXml',
    `The import file is invalid. XSD validation failed with the following error: 'The element '${element}' ${problem}'. ` +
      `The validation failed at: '...${before} <<<<<ERROR LOCATION>>>>> ...'.`,
  );
}
