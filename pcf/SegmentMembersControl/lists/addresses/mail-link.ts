const scheme = 'mailto:';

/** Whether a target of a link is written to, and not opened. */
export const isMailLink = (target: string): boolean =>
  target.slice(0, scheme.length).toLowerCase() === scheme;

/** Whom a `mailto:` link writes to, without those who get a copy, its subject and its text. RFC 6068. */
export function recipientsOf(link: string): string {
  const recipients = link.slice(scheme.length).split('?')[0] ?? '';
  try {
    return decodeURIComponent(recipients).trim();
  } catch {
    return recipients.trim();
  }
}
