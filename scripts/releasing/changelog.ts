/**
 * What the changelog says of a version, without its heading.
 * @throws Error when it says nothing.
 */
export function notesOf(changelog: string, version: string): string {
  const parts = changelog.split(/^## /m).slice(1);
  const part = parts.find((text) => text.split('\n', 1)[0]?.split(' ')[0] === version);
  const notes = part?.slice(part.indexOf('\n')).trim() ?? '';
  if (notes === '')
    throw new Error(`CHANGELOG.md says nothing of ${version}. Write what is new under "## ${version}".`);
  return notes;
}
