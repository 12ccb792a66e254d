/**
 * Why Dataverse refuses a solution. Names and codes are those of its error table; where public reports show only a
 * message, the code is that of a failed import.
 */
export const importCodes = {
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

/** A refusal in Dataverse's words. */
export interface ImportRefusal {
  readonly code: keyof typeof importCodes;
  readonly message: string;
}

export const badZip: ImportRefusal = {
  code: 'badZip',
  message:
    'The solution file is invalid. The compressed file must contain the following files at its root: solution.xml, customizations.xml, and [Content_Types].xml. Customization files exported from previous versions of Microsoft Dynamics 365 are not supported.',
};

export function controlFailure(name: string, reason: string): ImportRefusal {
  return importFailure(`CustomControl with name ${name} failed to import with error: ${reason}`);
}

export function connectorFailure(name: string, reason: string): ImportRefusal {
  return importFailure(`Connector import: FAILURE: ${reason} (${name})`);
}

export function flowFailure(name: string, reason: string): ImportRefusal {
  return importFailure(`Workflow ${name}: ${reason}`);
}

export function formFailure(name: string, reason: string): ImportRefusal {
  return importFailure(`SystemForm ${name}: ${reason}`);
}

function importFailure(reason: string): ImportRefusal {
  return { code: 'failed', message: `Import Solution Failed: ${reason}` };
}

export function schemaViolation(element: string, problem: string, before: string): ImportRefusal {
  return {
    code: 'invalidXml',
    message:
      `The import file is invalid. XSD validation failed with the following error: 'The element '${element}' ${problem}'. ` +
      `The validation failed at: '...${before} <<<<<ERROR LOCATION>>>>> ...'.`,
  };
}
