import { elementSlices, withMember } from './json-slices';
import { limits } from './limits';
import { parseRecordId, type RecordId } from './record-id';

export type IncludeType = 'Include' | 'Exclude';

/** The only input type that Microsoft documents. */
export const manualSelect = 'manualSelect';

/** One static members group of a segment definition. */
export interface StaticGroup {
  /** Unique within the definition. */
  readonly id: RecordId;
  readonly name: string;
  readonly includeType: IncludeType;
  /** The group's JSON as it was read, white space included: what is unknown here survives. Empty for a new group. */
  readonly text: string;
}

/** Why a text is no list of static groups, and where. */
export interface StaticGroupsError {
  readonly reason:
    | 'notJson'
    | 'notAnArray'
    | 'notAnObject'
    | 'groupIdMissing'
    | 'groupIdNotAGuid'
    | 'groupIdTwice'
    | 'includeTypeUnknown'
    | 'tooManyGroups';
  /** English, for logs and makers; people on a form get a translated text chosen by `reason`. */
  readonly message: string;
  /** Position of the group in the list, from 0. */
  readonly index?: number;
}

export type StaticGroupsResult =
  | { readonly ok: true; readonly groups: readonly StaticGroup[] }
  | { readonly ok: false; readonly error: StaticGroupsError };

function refuse(reason: StaticGroupsError['reason'], message: string, index?: number): StaticGroupsResult {
  return { ok: false, error: index === undefined ? { reason, message } : { reason, message, index } };
}

/** The include type a text stands for: any case is read, Microsoft's own spelling is written. */
function parseIncludeType(value: unknown): IncludeType | undefined {
  if (typeof value !== 'string') return undefined;
  const lower = value.toLowerCase();
  if (lower === 'include') return 'Include';
  return lower === 'exclude' ? 'Exclude' : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Reads the column msdynmkt_staticlistmembers. An empty or missing text is an empty list.
 * A missing `name` or `inputType` is tolerated, since public callers leave them out; a missing or unknown
 * `includeType` is not, because guessing would turn excluded people into included ones.
 * Source: API page (04/21/2026).
 */
export function parseStaticGroups(text: string | null | undefined): StaticGroupsResult {
  if (text === null || text === undefined || text.trim() === '') return { ok: true, groups: [] };
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    return refuse('notJson', `The list of static members groups is not JSON: ${(error as Error).message}`);
  }
  if (!Array.isArray(parsed))
    return refuse('notAnArray', 'The list of static members groups is not a JSON array.');
  const texts = elementSlices(text);
  const groups: StaticGroup[] = [];
  const seen = new Set<RecordId>();
  for (const [index, item] of parsed.entries()) {
    if (!isObject(item)) return refuse('notAnObject', `Group ${index + 1} is not a JSON object.`, index);
    const { groupId, name } = item;
    if (typeof groupId !== 'string')
      return refuse('groupIdMissing', `Group ${index + 1} has no groupId.`, index);
    const id = parseRecordId(groupId);
    if (id === undefined) {
      return refuse('groupIdNotAGuid', `Group ${index + 1}: groupId '${groupId}' is not a GUID.`, index);
    }
    if (seen.has(id))
      return refuse('groupIdTwice', `Group ${index + 1}: groupId '${id}' occurs twice.`, index);
    seen.add(id);
    const includeType = parseIncludeType(item['includeType']);
    if (includeType === undefined) {
      return refuse(
        'includeTypeUnknown',
        `Group ${index + 1}: includeType is neither Include nor Exclude.`,
        index,
      );
    }
    groups.push({ id, name: typeof name === 'string' ? name : '', includeType, text: texts[index] ?? '' });
  }
  if (groups.length > limits.groupsPerDefinition) {
    return refuse(
      'tooManyGroups',
      `There are ${groups.length} groups; at most ${limits.groupsPerDefinition} are allowed.`,
    );
  }
  return { ok: true, groups };
}

/** A new group that is not saved yet. */
export function newStaticGroup(id: RecordId, name: string, includeType: IncludeType): StaticGroup {
  return { id, name, includeType, text: '' };
}

function textOfGroup({ id, name, includeType, text }: StaticGroup): string {
  if (text === '') return JSON.stringify({ groupId: id, includeType, name, inputType: manualSelect });
  const read = JSON.parse(text) as Record<string, unknown>;
  const { groupId } = read;
  let written = text;
  if (typeof groupId !== 'string' || parseRecordId(groupId) !== id)
    written = withMember(written, 'groupId', id);
  if (parseIncludeType(read['includeType']) !== includeType) {
    written = withMember(written, 'includeType', includeType);
  }
  const nameAsRead = typeof read['name'] === 'string' ? read['name'] : '';
  return nameAsRead === name ? written : withMember(written, 'name', name);
}

/** The text for the column: what was read and not changed stays byte for byte, unknown fields included. */
export function serialiseStaticGroups(groups: readonly StaticGroup[]): string {
  return `[${groups.map(textOfGroup).join(',')}]`;
}
