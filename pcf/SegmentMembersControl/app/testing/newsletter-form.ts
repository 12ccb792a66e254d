import { sampleContactId, sampleSegments } from '../../../../emulator/sample-data';
import { recordId, type RecordId } from '../../../../segments/record-id';
import { listMembers, removeMembers } from '../../members';
import { eventually, type LocalForm } from '../../testing/form-on-local-dataverse';
import type { Session } from '../session';

export const { newsletter } = sampleSegments;

const [first, , , last] = newsletter.groups;
if (!first || !last) throw new Error('the sample lacks a group');
export const vips = first;
/** Nobody is in it when a test begins. */
export const guests = last;

export const ids = (from: number, count: number): RecordId[] =>
  Array.from({ length: count }, (_, index) => sampleContactId(from + index));

export function storedText({ server }: LocalForm): string {
  const row = server.store.retrieve('msdynmkt_segmentdefinition', newsletter.definitionId);
  return String(row?.['msdynmkt_staticlistmembers']);
}

/** Brings back the groups as they were, and takes everybody out of that of the guests. */
export async function reset(form: LocalForm, textAtStart: string): Promise<void> {
  form.server.store.update('msdynmkt_segmentdefinition', newsletter.definitionId, {
    msdynmkt_staticlistmembers: textAtStart,
  });
  const address = { segmentId: newsletter.segmentId, groupId: guests.id };
  const members = await listMembers(form.dataverse, address, { number: 1, size: 5000 });
  for (let at = 0; at < members.length; at += 1000) {
    await removeMembers(form.dataverse, address, members.slice(at, at + 1000));
  }
  form.forget();
}

export function openDefinition(form: LocalForm, onGroupsText?: (text: string) => void): Session {
  const record = { table: 'definition', id: newsletter.definitionId } as const;
  return form.open({ record, boundText: storedText(form), isBoundToGroups: true }, onGroupsText);
}

/** The members of a group that the session shows from now on. */
export async function membersOf(
  session: Session,
  groupId: string,
): Promise<NonNullable<ReturnType<Session['members']['get']>>> {
  await eventually(session.link, ({ kind }) => kind === 'linked');
  session.show(recordId(groupId));
  const members = await eventually(session.members, (shown) => shown?.address.groupId === groupId);
  if (!members) throw new Error('no members');
  return members;
}

export async function namesOf(session: Session, groupId: string): Promise<readonly string[]> {
  const members = await membersOf(session, groupId);
  const { ids: found } = await eventually(members.state, ({ kind }) => kind === 'complete');
  return found;
}
