import type { RecordId } from '../../segments';
import { componentType } from '../../solution-package';
import { badRequest, DataverseError } from '../dataverse-error';
import { type Row, type Store, type TableRule, storedId } from '../store';
import { installedSolution, upgradeSuffix } from './check-environment';
import { removeResource } from './component-rows';
import { rowsWith } from './rows-by-column';

/** Code of "The component cannot be deleted because it is required by another one". */
const dependenciesExist = '0x8004f01f';

/** Table of each component type that solutions here can bring. */
const componentTables: Readonly<Record<number, string>> = {
  [componentType.connector]: 'connector',
  [componentType.customControl]: 'customcontrol',
  [componentType.form]: 'systemform',
  [componentType.workflow]: 'workflow',
  10150: 'connectionreference',
  380: 'environmentvariabledefinition',
};

/**
 * Deleting a solution uninstalls it: a managed one takes its components along, an unmanaged one leaves them.
 * Refused while something of another solution needs a component of it.
 */
export const solutionRemoval: TableRule = {
  table: 'solution',
  before({ kind, id, previous }, store) {
    if (kind !== 'delete') return;
    const components = rowsWith(store, 'solutioncomponent', { solutionid: id });
    const leaving = previous?.['ismanaged'] === true ? components.filter((row) => !isShared(store, row)) : [];
    refuseWhenNeeded(store, id, leaving);
    for (const component of components) {
      store.delete('solutioncomponent', storedId(component['solutioncomponentid']));
    }
    for (const component of leaving) removeComponent(store, component);
  },
};

/**
 * Puts a holding solution in the place of the one it upgrades: what only the old one had goes.
 * @returns id of the solution that is now installed under the name.
 * @throws DataverseError when there is no holding solution of that name.
 */
export function deleteAndPromote(store: Store, uniqueName: string): RecordId {
  const holding = installedSolution(store, uniqueName + upgradeSuffix);
  if (!holding) {
    throw badRequest('0x80048542', `The solution ${uniqueName}${upgradeSuffix} cannot be found to promote.`);
  }
  const id = storedId(holding['solutionid']);
  store.transaction(() => {
    const installed = installedSolution(store, uniqueName);
    if (installed) store.delete('solution', storedId(installed['solutionid']));
    store.update('solution', id, { uniquename: uniqueName }, { system: true });
  });
  return id;
}

function isShared(store: Store, component: Row): boolean {
  return rowsWith(store, 'solutioncomponent', { objectid: component['objectid'] ?? null }).length > 1;
}

/** A component of another solution that cannot do without this one; undefined when there is none. */
type Needed = (
  store: Store,
  component: RecordId,
) => readonly { readonly id: unknown; readonly name: string }[];

const dependents: Readonly<Record<number, { readonly kind: string; readonly of: Needed }>> = {
  [componentType.connector]: {
    kind: 'connector',
    of: (store, connector) =>
      rowsWith(store, 'connectionreference', { customconnectorid: connector }).map((row) => ({
        id: row['connectionreferenceid'],
        name: `connection reference ${String(row['connectionreferencelogicalname'])}`,
      })),
  },
  [componentType.customControl]: {
    kind: 'custom control',
    of: (store, control) => {
      const name = String(store.retrieve('customcontrol', control)?.['name']);
      return rowsWith(store, 'systemform', {})
        .filter((form) => String(form['formxml']).includes(`name="${name}"`))
        .map((form) => ({ id: form['formid'], name: `form ${String(form['name'])}` }));
    },
  },
};

function refuseWhenNeeded(store: Store, solutionId: RecordId, leaving: readonly Row[]): void {
  const own = new Set<unknown>(
    rowsWith(store, 'solutioncomponent', { solutionid: solutionId }).map((row) => row['objectid']),
  );
  for (const { componenttype, objectid } of leaving) {
    const needed = dependents[Number(componenttype)];
    const others = needed?.of(store, storedId(objectid)).filter(({ id }) => !own.has(id)) ?? [];
    if (!needed || others.length === 0) continue;
    throw new DataverseError(
      400,
      dependenciesExist,
      `The ${needed.kind} component cannot be deleted because it is referenced by ${others.length} other component${others.length === 1 ? '' : 's'}: ${others.map(({ name }) => name).join(', ')}. For a list of referenced components, use the RetrieveDependenciesForDeleteRequest.`,
    );
  }
}

function removeComponent(store: Store, { componenttype, objectid }: Row): void {
  const table = componentTables[Number(componenttype)];
  if (table === undefined || typeof objectid !== 'string') return;
  if (table === 'customcontrol') {
    const resources = rowsWith(store, 'customcontrolresource', { customcontrolid: objectid });
    for (const resource of resources) removeResource(store, resource);
  }
  const id = storedId(objectid);
  if (store.retrieve(table, id)) store.delete(table, id);
}
