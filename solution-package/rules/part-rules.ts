import { attributeOf, childrenOf, parseXml, rootOf, XmlFault } from '../../markup/read-xml';
import { badZip } from '../import-refusal';
import {
  connectorPartColumns,
  partName,
  requiredParts,
  workflowPart,
  type SolutionPackage,
} from '../solution-package';
import type { PackageRule } from './rule';

/** A part whose extension is not declared is no part of the package, so the import does not see it. */
export const contentTypeRule: PackageRule = {
  name: 'content-types',
  find({ parts }) {
    const where = '[Content_Types].xml';
    const declared = declaredTypes(parts.get(where));
    if (!declared) return [{ where, what: 'it declares no content types.', refusal: badZip }];
    return Array.from(parts.keys())
      .filter((part) => !declared.has(extensionOf(part)) && !declared.has(`/${part}`))
      .map((part) => ({
        where,
        what: `the extension of ${part} is not declared.`,
        refusal: {
          code: 'invalidFile',
          message: `Invalid Import File. The part /${part} has no content type in [Content_Types].xml.`,
        },
      }));
  },
};

/** Extensions in lower case, and names of parts with a slash before them. */
function declaredTypes(bytes: Uint8Array | undefined): ReadonlySet<string> | undefined {
  try {
    const types = rootOf(parseXml(bytes ?? '', '[Content_Types].xml'));
    if (types.namespaceURI !== 'http://schemas.openxmlformats.org/package/2006/content-types')
      return undefined;
    return new Set(
      childrenOf(types).map(
        (type) => attributeOf(type, 'Extension')?.toLowerCase() ?? attributeOf(type, 'PartName') ?? '',
      ),
    );
  } catch (error) {
    if (error instanceof XmlFault) return undefined;
    throw error;
  }
}

function extensionOf(part: string): string {
  return part.slice(part.lastIndexOf('.') + 1).toLowerCase();
}

/** Dataverse refuses a part that it knows no use for. */
export const unprocessedPartRule: PackageRule = {
  name: 'unprocessed-parts',
  find(solution) {
    const processed = processedParts(solution);
    const others = Array.from(solution.parts.keys()).filter(
      (part) => !processed.has(part) && !isLicense(part, processed),
    );
    const message = `Unprocessed files found: ${others.map((part) => `/${part}`).join(', ')}`;
    return others.map((part) => {
      const refusal = { code: 'unprocessedFiles', message } as const;
      const control = solution.controls.find(({ folder }) => part.startsWith(folder));
      if (control)
        return { where: `control ${control.name}`, what: `its manifest does not name ${part}.`, refusal };
      return { where: part, what: 'nothing in customizations.xml refers to this part.', refusal };
    });
  },
};

/** Bundlers write the licences of what a bundle holds beside it, and builds pack them. */
function isLicense(part: string, processed: ReadonlySet<string>): boolean {
  return part.endsWith('.LICENSE.txt') && processed.has(part.slice(0, -'.LICENSE.txt'.length));
}

function processedParts({ controls, connectors, workflows, environmentVariables }: SolutionPackage) {
  return new Set<string>([
    ...requiredParts,
    ...controls.flatMap(({ manifestPart, folder, manifest }) => [
      manifestPart,
      ...(manifest && 'files' in manifest ? manifest.files.map((file) => folder + file) : []),
    ]),
    ...connectors.flatMap(({ columns }) =>
      connectorPartColumns.map((column) => partName(columns.get(column) ?? '')),
    ),
    ...workflows.map(workflowPart),
    ...environmentVariables.flatMap(({ schemaName }) =>
      ['environmentvariabledefinition.xml', 'environmentvariablevalues.json'].map(
        (file) => `environmentvariabledefinitions/${schemaName}/${file}`,
      ),
    ),
  ]);
}
