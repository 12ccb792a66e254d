import { randomUUID } from 'node:crypto';
import { escapeXml } from '../../markup/escape';
import { type RecordId, recordId } from '../../segments';
import type { DataverseError } from '../dataverse-error';
import type { Store } from '../store';
import type { ImportedComponent } from './component-rows';
import { putRow } from './rows-by-column';

export interface ImportJob {
  readonly id: RecordId;
  readonly startedOn: Date;
  readonly user: RecordId;
}

export type ImportResult =
  | {
      readonly kind: 'success';
      readonly solutionId: RecordId;
      readonly components: readonly ImportedComponent[];
    }
  | { readonly kind: 'failure'; readonly error: DataverseError };

/** Elements of the job's data that hold results of each table's components. */
const resultElements: Readonly<Record<string, readonly [collection: string, element: string]>> = {
  connector: ['connectors', 'connector'],
  customcontrol: ['customControls', 'customControl'],
  systemform: ['systemForms', 'systemForm'],
  workflow: ['workflows', 'workflow'],
  connectionreference: ['connectionreferences', 'connectionreference'],
  environmentvariabledefinition: ['environmentvariabledefinitions', 'environmentvariabledefinition'],
};

/** Ticks of .NET at 1970: the unit of start, stop and datetimeticks. */
const ticksAtEpoch = 621_355_968_000_000_000n;

/** The importjob row of an import that waits for its turn, so that whoever started it finds it. */
export function announceImportJob(store: Store, { id, user, startedOn }: ImportJob): void {
  store.create(
    'importjob',
    { importjobid: id, name: 'Customizations', progress: 0, startedon: startedOn.toISOString() },
    { user, system: true },
  );
}

/**
 * Keeps the importjob row of an import that has ended, failed ones included. The shape of `data` is that of the
 * sample in "Work with solutions".
 */
export function recordImportJob(
  store: Store,
  job: ImportJob,
  solutionName: string,
  result: ImportResult,
): void {
  const now = store.now();
  putRow(
    store,
    'importjob',
    { importjobid: job.id },
    {
      name: 'Customizations',
      solutionname: solutionName,
      solutionid: result.kind === 'success' ? result.solutionId : null,
      progress: result.kind === 'success' ? 100 : 0,
      startedon: job.startedOn.toISOString(),
      completedon: now.toISOString(),
      data: printData(job, now, solutionName, result),
    },
    job.user,
  );
}

export function newImportJobId(): RecordId {
  return recordId(randomUUID());
}

function printData(job: ImportJob, now: Date, solutionName: string, result: ImportResult): string {
  const progress = result.kind === 'success' ? 100 : 0;
  const resultLine =
    result.kind === 'success'
      ? printResult(now, 'success', '0', '')
      : printResult(now, 'failure', result.error.code, result.error.message);
  const components = result.kind === 'success' ? result.components : [];
  const collections = Object.entries(resultElements)
    .map(([table, [collection, element]]) => {
      const own = components.filter((component) => component.table === table);
      const items = own.map(
        ({ id, name }) =>
          `<${element} id="${id}" LocalizedName="${escapeXml(name)}" OriginalName="${escapeXml(name)}" processed="true">${printResult(now, 'success', '0', '')}</${element}>`,
      );
      return `<${collection}>${items.join('')}</${collection}>`;
    })
    .join('');
  return (
    `<importexportxml start="${ticks(job.startedOn)}" stop="${ticks(now)}" progress="${progress}" processed="true">` +
    `<solutionManifests><solutionManifest languagecode="1033" id="${escapeXml(solutionName)}" LocalizedName="${escapeXml(solutionName)}" processed="true">` +
    `<UniqueName>${escapeXml(solutionName)}</UniqueName>${resultLine}</solutionManifest></solutionManifests>` +
    `${collections}</importexportxml>`
  );
}

function printResult(now: Date, result: 'success' | 'failure', code: string, text: string): string {
  const time = now.toISOString().slice(11, 22);
  return `<result result="${result}" errorcode="${code}" errortext="${escapeXml(text)}" datetime="${time}" datetimeticks="${ticks(now)}" />`;
}

function ticks(date: Date): string {
  return (ticksAtEpoch + BigInt(date.getTime()) * 10_000n).toString();
}
