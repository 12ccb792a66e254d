import { readXmlPart, type XmlPackage } from './xml-part';

/** What a part of a package refers to. */
export interface Relationship {
  readonly id: string;
  /** The last word of its type, such as `worksheet`: the words are the same in both versions of the format. */
  readonly type: string;
  /** Name of a part of the package, or an address elsewhere. */
  readonly target: string;
  readonly isExternal: boolean;
}

/** The relationships of a part, of the package for `''`. Throws UnreadableList, Cancelled. */
export async function readRelationships(
  source: XmlPackage,
  part: string,
  signal?: AbortSignal,
): Promise<readonly Relationship[]> {
  const slash = part.lastIndexOf('/') + 1;
  const folder = part.slice(0, slash);
  const found: Relationship[] = [];
  const name = `${folder}_rels/${part.slice(slash)}.rels`;
  await readXmlPart(
    source,
    name,
    {
      open(element) {
        if (element.name !== 'Relationship') return;
        const type = element.attribute('Type') ?? '';
        const target = element.attribute('Target') ?? '';
        const isExternal = element.attribute('TargetMode') === 'External';
        found.push({
          id: element.attribute('Id') ?? '',
          type: type.slice(type.lastIndexOf('/') + 1),
          target: isExternal ? target : partName(source, folder, target),
          isExternal,
        });
      },
      close: () => undefined,
      text: () => undefined,
    },
    { signal },
  );
  return found;
}

/** The name of the part that a relationship of a part in `folder` points to. */
function partName({ directory }: XmlPackage, folder: string, target: string): string {
  const path = target.replace(/\\/g, '/').split('#')[0] ?? '';
  const names: string[] = [];
  for (const step of (path.startsWith('/') ? path : folder + path).split('/')) {
    if (step === '..') names.pop();
    else if (step !== '' && step !== '.') names.push(step);
  }
  const name = names.join('/');
  if (directory.part(name) || !name.includes('%')) return name;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
