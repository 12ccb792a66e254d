import { compareVersions, type SolutionPackage } from '../../solution-package';
import { type Row, type Store, storedId } from '../store';
import { checkFlowConnections } from './check-flows';
import { importRefusal } from './import-refusal';
import { missingDependencies } from './missing-dependencies';
import { rowWith } from './rows-by-column';

export type ImportMode = 'update' | 'holding';

/** Added to the unique name of a solution that waits to take another one's place. */
export const upgradeSuffix = '_Upgrade';

export function installedSolution(store: Store, uniqueName: string): Row | undefined {
  return rowWith(store, 'solution', { uniquename: uniqueName });
}

/**
 * What Dataverse compares with what is installed: managed or not, publisher, version, dependencies, connections of flows.
 * @throws DataverseError
 */
export function checkEnvironment(store: Store, solution: SolutionPackage, mode: ImportMode): void {
  const installed = installedSolution(store, solution.manifest.uniqueName);
  if (installed) {
    checkManaged(installed, solution);
    checkPublisher(store, installed, solution);
    checkVersion(installed, solution, mode);
  }
  const missing = missingDependencies(store, solution);
  if (missing.length > 0) {
    throw importRefusal(
      'missingDependencies',
      `The following solution cannot be imported: ${solution.manifest.uniqueName}. Some dependencies are missing. ${missing
        .map(({ name, from }) => `${name} (${from})`)
        .join(', ')}`,
    );
  }
  checkFlowConnections(store, solution);
}

function checkManaged(installed: Row, { manifest }: SolutionPackage): void {
  const isManaged = manifest.managed === '1';
  if (isManaged === installed['ismanaged']) return;
  throw isManaged
    ? importRefusal(
        'managedOverUnmanaged',
        'The solution is already installed on this system as an unmanaged solution and the package supplied is attempting to install it in managed mode. Import can only update solutions when the modes match. Uninstall the current solution and try again.',
      )
    : importRefusal(
        'unmanagedOverManaged',
        'The solution is already installed on this system as a managed solution and the package supplied is attempting to install it in unmanaged mode. Import can only update solutions when the modes match. Uninstall the current solution and try again.',
      );
}

function checkPublisher(store: Store, installed: Row, { manifest }: SolutionPackage): void {
  const publisherId = installed['publisherid'];
  const current =
    typeof publisherId === 'string' ? store.retrieve('publisher', storedId(publisherId)) : undefined;
  const name = current?.['uniquename'];
  if (manifest.managed !== '1' || typeof name !== 'string' || name === manifest.publisher.uniqueName) return;
  throw importRefusal(
    'wrongPublisher',
    `The following managed solution cannot be imported: ${manifest.uniqueName}. The publisher name cannot be changed from ${name} to ${manifest.publisher.uniqueName}.`,
  );
}

/** An update may have the same version, an upgrade must have a higher one. */
function checkVersion(installed: Row, { manifest }: SolutionPackage, mode: ImportMode): void {
  const difference = compareVersions(manifest.version, String(installed['version']));
  if (mode === 'holding' ? difference > 0 : difference >= 0) return;
  throw importRefusal(
    'versionNotHigher',
    `The import solution must have a higher version than the existing solution it is upgrading. Solution ${manifest.uniqueName}: ${String(installed['version'])} is installed, ${manifest.version} was to be imported.`,
  );
}
