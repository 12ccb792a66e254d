import { parseRecordId, type RecordId } from '../../segments';
import { defaultFileBytes, type SolutionPackage } from '../../solution-package';
import { DataverseError } from '../dataverse-error';
import { ORGANISATION, type Store } from '../store';
import { checkEnvironment, upgradeSuffix, type ImportMode } from './check-environment';
import { writeComponents, type ImportedComponent } from './component-rows';
import { newImportJobId, recordImportJob, type ImportJob } from './import-job';
import { openPackage } from './open-package';
import { putRow } from './rows-by-column';

export interface ImportRequest {
  /** The zip. */
  readonly file: Uint8Array;
  /** Id that the import job is to have, so that a client can ask for it. */
  readonly importJobId?: RecordId;
  readonly mode?: ImportMode;
  readonly user: RecordId;
}

export interface ImportOutcome {
  readonly importJobId: RecordId;
  readonly solutionId: RecordId;
  readonly components: readonly ImportedComponent[];
}

/**
 * Imports a solution as Dataverse does: everything in the package or nothing. A refusal is kept in the import
 * job before it is thrown.
 * @throws DataverseError
 */
export function importSolution(store: Store, request: ImportRequest): ImportOutcome {
  const job: ImportJob = {
    id: parseRecordId(request.importJobId ?? '') ?? newImportJobId(),
    startedOn: store.now(),
    user: request.user,
  };
  let solutionName = '';
  try {
    const solution = openPackage(request.file, fileLimit(store));
    solutionName = solution.manifest.uniqueName;
    checkEnvironment(store, solution, request.mode ?? 'update');
    const imported = store.transaction(() => write(store, solution, request));
    recordImportJob(store, job, solutionName, { kind: 'success', ...imported });
    return { importJobId: job.id, ...imported };
  } catch (error) {
    if (error instanceof DataverseError)
      recordImportJob(store, job, solutionName, { kind: 'failure', error });
    throw error;
  }
}

/** What staging says of a package without importing it. */
export function validatePackage(store: Store, file: Uint8Array): SolutionPackage {
  return openPackage(file, fileLimit(store));
}

function fileLimit(store: Store): number {
  const limit = store.retrieve('organization', ORGANISATION)?.['maxuploadfilesize'];
  return typeof limit === 'number' ? limit : defaultFileBytes;
}

function write(store: Store, solution: SolutionPackage, { user, mode }: ImportRequest) {
  const { manifest } = solution;
  const { publisher } = manifest;
  const publisherid = putRow(
    store,
    'publisher',
    { uniquename: publisher.uniqueName },
    {
      friendlyname: publisher.displayName || publisher.uniqueName,
      customizationprefix: publisher.prefix,
      customizationoptionvalueprefix: Number(publisher.optionValuePrefix) || null,
    },
    user,
  );
  const uniquename = mode === 'holding' ? manifest.uniqueName + upgradeSuffix : manifest.uniqueName;
  const solutionId = putRow(
    store,
    'solution',
    { uniquename },
    {
      friendlyname: manifest.displayName || manifest.uniqueName,
      description: manifest.description || null,
      version: manifest.version,
      ismanaged: manifest.managed === '1',
      installedon: store.now().toISOString(),
      publisherid,
    },
    user,
  );
  const components = writeComponents(store, solution, user);
  for (const { type, id } of components) {
    putRow(
      store,
      'solutioncomponent',
      { solutionid: solutionId, objectid: id },
      { componenttype: type, rootcomponentbehavior: 0 },
      user,
    );
  }
  return { solutionId, components };
}
