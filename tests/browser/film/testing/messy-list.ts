import type { LocalDataverse } from '../../../../emulator/local-dataverse';
import { limits } from '../../../../segments/limits';

/** Lines as people have them; each names somebody, but for the last three. */
const mess: readonly ((email: string) => string)[] = [
  (email) => `Ms Rivera <${email}>;called`,
  (email) => `mailto:${email};`,
  (email) => `${email.toUpperCase()};from the stand`,
  (email) => `"${email},";"needs a ramp; vegetarian"`,
  (email) => `• ${email};`,
];

/**
 * A file of addresses of all kinds that stands for exactly as many contacts as a group takes, with some that nobody has
 * and some that are none.
 */
export function messyList({ store }: LocalDataverse): string {
  const byAddress = new Map<string, number>();
  for (const { emailaddress1: email } of contactsOf(store)) {
    // Each address with other letters is looked for in all rows here, which takes its time.
    if (typeof email === 'string' && /^[ -~]+$/.test(email))
      byAddress.set(email, (byAddress.get(email) ?? 0) + 1);
  }
  const lines: string[] = [];
  let people = 0;
  for (const [email, records] of byAddress) {
    if (people + records > limits.membersPerGroup) continue;
    people += records;
    const spelling = lines.length % 40 === 0 ? mess[(lines.length / 40) % mess.length] : undefined;
    lines.push(spelling?.(email) ?? `${email};`);
  }
  const others = Array.from({ length: 37 }, (_, place) => `guest.${place}@old-address.example;moved?`);
  const noAddresses = ['will send it later;', 'n/a;', 'see Teams;'];
  return ['Autumn fair, all sign-ups;', '', 'E-mail;Note', ...lines, ...others, ...noAddresses].join('\r\n');
}

function contactsOf(store: LocalDataverse['store']) {
  return store.select({
    table: 'contact',
    select: [{ as: 'emailaddress1', value: { kind: 'column', column: 'emailaddress1' } }],
  });
}
