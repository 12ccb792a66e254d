import type { MemberTable } from '../../../segments/member-tables';
import type { RecordId } from '../../../segments/record-id';
import { parseStaticGroups, type StaticGroup } from '../../../segments/static-groups';
import { segmentDefinitionName, segmentName } from '../../../segments/table-names';
import type { Source } from '../adding';
import * as column from '../dataverse/columns';
import type { Dataverse } from '../dataverse/dataverse';
import { unreadableAnswer } from '../dataverse/errors';
import { patiently } from '../dataverse/patient';
import { groupsColumn } from '../groups';
import { readEvaluatedMembers } from '../insight';
import { createMembersStore } from '../members';

/** Segments and definitions in one page; nobody chooses among more. */
const mostSegments = 5000;

const columns = {
  id: column.id('msdynmkt_segmentid'),
  name: column.text('msdynmkt_displayname'),
  definitionId: column.idOrNone('msdynmkt_sourcesegmentuid'),
  evaluatedOn: column.text('msdynmkt_membercount_date'),
};

const columnsOfDefinition = {
  id: column.id('msdynmkt_segmentdefinitionid'),
  groups: column.text(groupsColumn),
};

/** The other segments of the same table with their groups. Throws what keeps them from being read, and Cancelled. */
export async function readSegmentSources(
  dataverse: Dataverse,
  table: MemberTable,
  own: RecordId,
  signal: AbortSignal,
): Promise<readonly Source[]> {
  const list = (name: string, query: string): ReturnType<Dataverse['list']> =>
    patiently(() => dataverse.list(name, query, mostSegments), signal);
  const [segments, definitions] = await Promise.all([
    list(
      segmentName.logicalName,
      `?$select=${column.namesOf(columns).join(',')}` +
        `&$filter=msdynmkt_baseentitylogicalname eq '${table.logicalName}'&$orderby=msdynmkt_displayname`,
    ),
    list(
      segmentDefinitionName.logicalName,
      `?$select=${column.namesOf(columnsOfDefinition).join(',')}&$filter=${groupsColumn} ne null`,
    ),
  ]);
  const groupsOf = new Map<RecordId, readonly StaticGroup[]>();
  for (const row of definitions.rows) {
    const { id, groups } = column.readRow(columnsOfDefinition, row);
    const result = parseStaticGroups(groups);
    if (result.ok) groupsOf.set(id, result.groups);
  }
  return segments.rows.flatMap((row): readonly Source[] => {
    const { id, name, definitionId, evaluatedOn } = column.readRow(columns, row);
    if (id === own) return [];
    const segment = name || id;
    const groups = definitionId ? (groupsOf.get(definitionId) ?? []) : [];
    const whole: Source = {
      key: id,
      segment,
      name: '',
      read: (_, reading) => everybodyIn(dataverse, id, reading),
    };
    return [
      ...(evaluatedOn === '' ? [] : [whole]),
      ...groups.map(({ id: groupId, name: groupName }): Source => ({
        key: `${id} ${groupId}`,
        segment,
        name: groupName || groupId,
        read: (onProgress, reading) =>
          everybodyInGroup(dataverse, { segmentId: id, groupId }, onProgress, reading),
      })),
    ];
  });
}

/** A part of the members is no list of them. */
async function everybodyIn(
  dataverse: Dataverse,
  segmentId: RecordId,
  signal: AbortSignal,
): Promise<readonly RecordId[]> {
  const evaluated = await readEvaluatedMembers(dataverse, segmentId, signal);
  if (evaluated.kind !== 'all') throw unreadableAnswer();
  return evaluated.ids;
}

async function everybodyInGroup(
  dataverse: Dataverse,
  address: { readonly segmentId: RecordId; readonly groupId: RecordId },
  onProgress: (count: number) => void,
  signal: AbortSignal,
): Promise<readonly RecordId[]> {
  const members = createMembersStore(dataverse, address);
  members.state.subscribe(() => onProgress(members.state.get().ids.length));
  const stop = (): void => members.dispose();
  signal.addEventListener('abort', stop);
  try {
    return [...(await members.all())];
  } finally {
    signal.removeEventListener('abort', stop);
    members.dispose();
  }
}
