import { createSlices } from '../bulk/slices';
import type { RecordId } from '../../../segments/record-id';

/** People that would get the same message more than once. */
export interface SameAddress {
  /** As the first of them has it. */
  readonly email: string;
  /** Two or more, in the order they were given. */
  readonly ids: readonly RecordId[];
}

/** Two addresses are the same when they differ in case or in blanks around only. */
function addressKey(email: string): string {
  return email.trim().toLowerCase();
}

/** Addresses that more than one of the people have, most people first. Gives the page its turns. Throws Cancelled. */
export async function sameAddresses(
  people: Iterable<{ readonly id: RecordId; readonly email: string }>,
  signal?: AbortSignal,
): Promise<readonly SameAddress[]> {
  const byAddress = new Map<string, { readonly email: string; readonly ids: RecordId[] }>();
  const slices = createSlices(signal);
  await slices.each(people, ({ id, email }) => {
    const key = addressKey(email);
    if (key === '') return;
    const known = byAddress.get(key);
    if (known) known.ids.push(id);
    else byAddress.set(key, { email: email.trim(), ids: [id] });
  });
  const shared: SameAddress[] = [];
  await slices.each(byAddress.values(), (entry) => {
    if (entry.ids.length > 1) shared.push(entry);
  });
  return shared.sort((a, b) => b.ids.length - a.ids.length);
}
