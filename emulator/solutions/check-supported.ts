import { collectionOrder, componentType, type SolutionPackage } from '../../solution-package';
import { DataverseError } from '../dataverse-error';

/** Types of root components that the local Dataverse keeps rows of. */
const keptTypes: readonly number[] = [
  componentType.table,
  componentType.workflow,
  componentType.form,
  componentType.customControl,
  componentType.connector,
  componentType.environmentVariable,
];
const keptCollections = [
  'Entities',
  'Workflows',
  'CustomControls',
  'Connectors',
  'connectionreferences',
  'Languages',
];

/** What is asked for by a refusal of this code is right in Dataverse and not offered here. No code of Dataverse's. */
export const notSupportedHere = 'notSupportedHere';

/**
 * Refuses what a real environment may well take and the local Dataverse does not keep, so that nobody takes it for
 * wrong or for imported. See the non-goals in FIDELITY.md.
 * @throws DataverseError with status 501 and the code `notSupportedHere`.
 */
export function checkSupported({ manifest, filledCollections, tables }: SolutionPackage): void {
  const types = manifest.rootComponents
    .filter(({ type }) => !keptTypes.includes(type))
    .map(({ type, schemaName, id }) => `${schemaName ?? id ?? ''} (component type ${type})`);
  const collections = filledCollections
    .filter((name) => collectionOrder.includes(name) && !keptCollections.includes(name))
    .map((name) => `what ${name} of customizations.xml holds`);
  const columns = tables
    .filter(({ ownColumns }) => ownColumns.length > 0)
    .map(({ name }) => `columns of the table ${name}`);
  const all = [...types, ...collections, ...columns];
  if (all.length === 0) return;
  throw new DataverseError(
    501,
    notSupportedHere,
    `Not supported here: the local Dataverse does not import ${all.join(', ')}. A real environment may. Nothing was imported.`,
  );
}
