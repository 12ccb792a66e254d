import { attributeOf, childOf, childrenOf, parseXml, rootOf } from '../../../markup/read-xml';
import { baseLanguage } from '../facts/languages';

/** The texts of a resx file by key. @throws XmlFault when it is not well formed. */
function readResx(bytes: Uint8Array, path: string): Record<string, string> {
  return Object.fromEntries(
    childrenOf(rootOf(parseXml(bytes, path)), 'data').map((data) => [
      attributeOf(data, 'name') ?? '',
      childOf(data, 'value')?.textContent ?? '',
    ]),
  );
}

/** Texts of a language from `<name>.<language id>.resx`; those it lacks, or all of them, in the base language. */
export function stringsFor(
  languageId: number,
  paths: readonly string[],
  files: ReadonlyMap<string, Uint8Array>,
): Record<string, string> {
  return { ...stringsOf(baseLanguage, paths, files), ...stringsOf(languageId, paths, files) };
}

function stringsOf(languageId: number, paths: readonly string[], files: ReadonlyMap<string, Uint8Array>) {
  const path = paths.find((candidate) => candidate.endsWith(`.${languageId}.resx`));
  const bytes = path === undefined ? undefined : files.get(path);
  return path === undefined || bytes === undefined ? {} : readResx(bytes, path);
}
