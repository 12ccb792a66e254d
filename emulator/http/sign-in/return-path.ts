/**
 * Where a sign-in leads back to: the path that was asked for when it is one of this server, `/` otherwise. The address
 * is read as a browser reads it, which drops tabs and line breaks and takes a backslash for a slash.
 */
export function returnPath(asked: string | undefined, origin: string): string {
  if (asked?.startsWith('/') !== true || !URL.canParse(asked, origin)) return '/';
  const { origin: itsOrigin, pathname, search, hash } = new URL(asked, origin);
  // `/.//elsewhere` stays on this server as an address, but not as the path that is left of it.
  return itsOrigin === origin && !pathname.startsWith('//') ? pathname + search + hash : '/';
}
