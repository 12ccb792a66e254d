import type { RecordId } from '../../../segments/record-id';
import { executionStatus } from '../../../segments/statuses';
import { segmentExecutionName } from '../../../segments/table-names';
import * as column from '../dataverse/columns';
import type { Dataverse } from '../dataverse/dataverse';
import { patiently } from '../dataverse/patient';
import { reasonOfError } from './segment-actions';

/** One computation of a segment. Times are ISO texts, empty where there is none; labels in the user's language. */
export interface Execution {
  readonly started: string;
  readonly finished: string;
  /** Undefined until it has succeeded. */
  readonly members: number | undefined;
  readonly type: string;
  readonly status: string;
  readonly hasFailed: boolean;
}

export interface Executions {
  /** The latest first. */
  readonly all: readonly Execution[];
  /** Why the latest failed; empty where it has not, or where nobody says. The rows themselves hold no reason. */
  readonly reason: string;
}

const days = 90;

const columns = {
  started: column.text('msdynmkt_startedon'),
  finished: column.text('msdynmkt_finishedon'),
  members: column.number('msdynmkt_membershipcount'),
  type: column.formatted('msdynmkt_type'),
  label: column.formatted('statuscode'),
  status: column.number('statuscode'),
};

/**
 * The computations of the last 90 days, of at most one page. Undefined where the table is missing or may not be read:
 * it came with a later version, and administrators may empty it.
 */
export async function readExecutions(
  dataverse: Dataverse,
  ids: { readonly segment: RecordId; readonly definition: RecordId },
  now: Date,
  signal: AbortSignal,
): Promise<Executions | undefined> {
  const since = new Date(now.getTime() - days * 24 * 3600 * 1000).toISOString();
  const query =
    `?$select=${column.namesOf(columns).join(',')}` +
    `&$filter=_msdynmkt_segmentdefinitionid_value eq ${ids.definition} and msdynmkt_startedon ge ${since}` +
    '&$orderby=msdynmkt_startedon desc';
  try {
    const page = await patiently(() => dataverse.list(segmentExecutionName.logicalName, query, 5000), signal);
    const all = page.rows.map((row): Execution => {
      const { label, status, ...read } = column.readRow(columns, row);
      const hasFailed = status === executionStatus.failed || status === executionStatus.timedOut;
      return { ...read, status: label, hasFailed };
    });
    return { all, reason: all[0]?.hasFailed ? await reasonOfError(dataverse, ids.segment) : '' };
  } catch {
    return undefined;
  }
}

/** Height and width of the chart; it is stretched to the room there is. */
const [width, height] = [300, 60];

/** Points of a line through the counts in the order of time, on a field of 300 by 60 with room for the stroke. */
export function chartPoints(executions: readonly Execution[]): string {
  const known = executions.flatMap(({ started, members }) =>
    members === undefined ? [] : { at: Date.parse(started), members },
  );
  const times = known.map(({ at }) => at);
  const start = Math.min(...times);
  const span = Math.max(1, Math.max(...times) - start);
  const most = Math.max(1, ...known.map(({ members }) => members));
  return known
    .map(({ at, members }) =>
      [((at - start) / span) * width, height - 2 - (members / most) * (height - 4)].map(Math.round).join(),
    )
    .join(' ');
}
