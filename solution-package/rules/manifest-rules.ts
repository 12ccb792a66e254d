import { schemaViolation } from '../import-refusal';
import { solutionVersion } from '../solution-version';
import { faultsAt, type PackageRule } from './rule';

const where = 'solution.xml';

/** Order of the elements of customizations.xml, as found in public solutions and in the published schema. */
export const collectionOrder: readonly string[] = [
  'Entities',
  'Roles',
  'Workflows',
  'FieldSecurityProfiles',
  'Templates',
  'RibbonDiffXml',
  'RelationshipRoles',
  'ConnectionRoles',
  'SiteMap',
  'EntityImageConfigs',
  'AttributeImageConfigs',
  'EntityMaps',
  'EntityRelationships',
  'OrganizationSettings',
  'optionsets',
  'Reports',
  'RoutingRules',
  'ChannelPropertyGroups',
  'ConvertRules',
  'MobileOfflineProfiles',
  'Slas',
  'Dashboards',
  'InteractionCentricDashboards',
  'Dialogs',
  'CustomControls',
  'SolutionPluginAssemblies',
  'SdkMessageProcessingSteps',
  'ServiceEndpoints',
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
/** Exports have these after EntityDataProviders, other writers before CustomControls. */
const anywhere = ['WebResources'];
const requiredElements = [
  'UniqueName',
  'Version',
  'Managed',
  'Publisher',
  'RootComponents',
  'MissingDependencies',
];

/** Source: "Create a solution", publisher reference; the pattern is the one Microsoft's own tools check with. */
const publisherPrefix = /^(?!mscrm)[a-z][a-z0-9]{1,7}$/i;
const uniqueName = /^[A-Za-z_][A-Za-z0-9_]*$/;
const versionPattern = /^\d+(\.\d+){0,3}$/;

const invalidValue = (element: string, value: string) =>
  schemaViolation(
    element,
    `is invalid - The value '${value}' is invalid according to its datatype.`,
    `<${element}>${value}`,
  );

/** Elements, names, versions and prefixes of solution.xml, and the order of customizations.xml. */
export const manifestRules: readonly PackageRule[] = [
  {
    name: 'order-of-collections',
    find: ({ collections }) =>
      collections.flatMap((name, index) => {
        if (anywhere.includes(name)) return [];
        const place = collectionOrder.indexOf(name);
        const before = collections.slice(0, index).map((other) => collectionOrder.indexOf(other));
        if (place >= Math.max(0, ...before)) return [];
        const refusal = schemaViolation(
          'ImportExportXml',
          `has invalid child element '${name}'.`,
          `<${name}`,
        );
        return [{ where: 'customizations.xml', what: `${name} is unknown or out of its order.`, refusal }];
      }),
  },
  {
    name: 'elements-of-manifest',
    find: ({ manifest: { elements } }) =>
      requiredElements
        .filter((element) => !elements.includes(element))
        .map((element) => ({
          where,
          what: `its SolutionManifest has no ${element}.`,
          refusal: schemaViolation(
            'SolutionManifest',
            `has incomplete content. List of possible elements expected: '${element}'.`,
            '</SolutionManifest>',
          ),
        })),
  },
  {
    name: 'values-of-manifest',
    find: ({ manifest }, { version }) => {
      const { publisher } = manifest;
      const optionPrefix = Number(publisher.optionValuePrefix);
      return faultsAt(where, [
        [
          versionPattern.test(manifest.version),
          `"${manifest.version}" is no solution version: one to four numbers with dots between them.`,
          invalidValue('Version', manifest.version),
        ],
        [
          publisherPrefix.test(publisher.prefix),
          `"${publisher.prefix}" is no publisher prefix: 2 to 8 letters and digits, a letter first, not mscrm.`,
          invalidValue('CustomizationPrefix', publisher.prefix),
        ],
        [
          uniqueName.test(manifest.uniqueName) && !manifest.uniqueName.includes('_upgrade'),
          `"${manifest.uniqueName}" is no unique name for a solution.`,
        ],
        [
          uniqueName.test(publisher.uniqueName),
          `"${publisher.uniqueName}" is no unique name for a publisher.`,
        ],
        [
          Number.isInteger(optionPrefix) && optionPrefix >= 10_000 && optionPrefix <= 99_999,
          `The option value prefix "${publisher.optionValuePrefix}" is not between 10000 and 99999.`,
          invalidValue('CustomizationOptionValuePrefix', publisher.optionValuePrefix),
        ],
        [
          version === undefined || manifest.version === solutionVersion(version),
          `The solution has version ${manifest.version}, package.json has ${version ?? ''}. Set both with npm version and npm run release.`,
        ],
        [['0', '1'].includes(manifest.managed), `Managed is "${manifest.managed}" and must be 0 or 1.`],
      ]);
    },
  },
];
