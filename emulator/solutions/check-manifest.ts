import { badZipMessage, importRefusal, schemaViolation } from './import-refusal';
import { componentType, type SolutionPackage } from './solution-package';
import { textOf } from './xml';

/** A part whose extension is not declared is no part of the package, so the import does not see it. */
export function checkContentTypes({ parts }: SolutionPackage): void {
  const types = textOf(parts.get('[Content_Types].xml') ?? new Uint8Array());
  if (!types.includes('http://schemas.openxmlformats.org/package/2006/content-types')) {
    throw importRefusal('badZip', badZipMessage);
  }
  const declared = new Set(
    Array.from(types.matchAll(/Extension="([^"]+)"/g), (match) => match[1]?.toLowerCase()),
  );
  for (const part of parts.keys()) {
    const extension = part.slice(part.lastIndexOf('.') + 1).toLowerCase();
    if (!declared.has(extension) && !types.includes(`PartName="/${part}"`)) {
      throw importRefusal(
        'invalidFile',
        `Invalid Import File. The part /${part} has no content type in [Content_Types].xml.`,
      );
    }
  }
}

/** Order of the elements of customizations.xml, as found in 150 real files. */
const collectionOrder = [
  'Entities',
  'Roles',
  'Workflows',
  'FieldSecurityProfiles',
  'Templates',
  'RibbonDiffXml',
  'SiteMap',
  'EntityImageConfigs',
  'AttributeImageConfigs',
  'EntityMaps',
  'EntityRelationships',
  'OrganizationSettings',
  'optionsets',
  'WebResources',
  'Dashboards',
  'CustomControls',
  'SolutionPluginAssemblies',
  'SdkMessageProcessingSteps',
  'AppModuleSiteMaps',
  'AppModules',
  'EntityDataProviders',
  'EntityDataSources',
  'CanvasApps',
  'AIModels',
  'Connectors',
  'connectionreferences',
  'Languages',
];

const publisherPrefix = /^(?!mscrm)[a-z][a-z0-9]{1,7}$/i;
const versionPattern = /^\d+(\.\d+){0,3}$/;

export function checkSchema({ collections, manifest, parts }: SolutionPackage): void {
  let previous = -1;
  for (const name of collections) {
    const place = collectionOrder.indexOf(name);
    if (place < previous || place === -1) {
      throw schemaViolation('ImportExportXml', `has invalid child element '${name}'.`, `<${name}`);
    }
    previous = place;
  }
  const manifestText = textOf(parts.get('solution.xml') ?? new Uint8Array());
  for (const element of [
    'UniqueName',
    'Version',
    'Managed',
    'Publisher',
    'RootComponents',
    'MissingDependencies',
  ]) {
    if (!manifestText.includes(`<${element}`)) {
      throw schemaViolation(
        'SolutionManifest',
        `has incomplete content. List of possible elements expected: '${element}'.`,
        '</SolutionManifest>',
      );
    }
  }
  if (!versionPattern.test(manifest.version)) {
    throw schemaViolation(
      'Version',
      `is invalid - The value '${manifest.version}' is invalid according to its datatype.`,
      `<Version>${manifest.version}`,
    );
  }
  if (!publisherPrefix.test(manifest.publisher.prefix)) {
    throw schemaViolation(
      'CustomizationPrefix',
      `is invalid - The value '${manifest.publisher.prefix}' is invalid according to its datatype.`,
      `<CustomizationPrefix>${manifest.publisher.prefix}`,
    );
  }
}

interface DeclaredComponent {
  readonly type: number;
  readonly key: string;
  readonly name: string;
}

/** Each component under the key its root component names it by. */
function declaredComponents(solution: SolutionPackage): DeclaredComponent[] {
  const { tables, controls, connectors, workflows } = solution;
  return [
    ...tables.map(({ name }) => ({ type: componentType.table, key: name, name })),
    ...tables.flatMap(({ forms }) =>
      forms.map(({ id, name }) => ({ type: componentType.form, key: id, name })),
    ),
    ...controls.map(({ name }) => ({ type: componentType.customControl, key: name, name })),
    ...connectors.map(({ id, name }) => ({ type: componentType.connector, key: id, name })),
    ...workflows.map(({ id, name }) => ({ type: componentType.workflow, key: id, name })),
  ];
}

/** Tables and controls are listed by name, everything else by id. */
function isNamed(type: number): boolean {
  return type === componentType.table || type === componentType.customControl;
}

export function checkRootComponents(solution: SolutionPackage): void {
  const components = declaredComponents(solution);
  const roots = solution.manifest.rootComponents;
  for (const { type, id, schemaName } of roots) {
    const key = isNamed(type) ? schemaName : id;
    if (!components.some((component) => component.type === type && component.key === key)) {
      throw importRefusal(
        'missingComponent',
        `Cannot add a Root Component ${id ?? schemaName ?? ''} of type ${type} because it is not in the target system.`,
      );
    }
  }
  for (const { type, key, name } of components) {
    const isListed = roots.some(
      (root) => root.type === type && (isNamed(type) ? root.schemaName : root.id) === key,
    );
    if (!isListed) {
      throw importRefusal(
        'missingRootComponent',
        `The import has failed because component ${name} of type ${type} is not declared in the solution file as a root component. To fix this, import again using the XML file that was generated when you exported the solution.`,
      );
    }
  }
}
