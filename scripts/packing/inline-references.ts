type Node = Readonly<Record<string, unknown>>;

/** Where a definition keeps what references name; nothing names it any more once they are gone. */
const sections = ['definitions', 'parameters', 'responses'];

/**
 * A connector's definition with every `$ref` replaced by what it names: agents read an operation with all its schemas
 * and follow no references.
 * @throws Error that names a reference which leads nowhere, out of the file, or back to itself.
 */
export function withoutReferences(definition: Node): Node {
  return Object.fromEntries(
    Object.entries(definition)
      .filter(([name]) => !sections.includes(name))
      .map(([name, part]) => [name, inlined(part, definition, [])]),
  );
}

function inlined(part: unknown, definition: Node, around: readonly string[]): unknown {
  if (Array.isArray(part)) return part.map((element) => inlined(element, definition, around));
  if (typeof part !== 'object' || part === null) return part;
  const { $ref: reference } = part as Node;
  if (typeof reference !== 'string') {
    return Object.fromEntries(
      Object.entries(part).map(([name, value]) => [name, inlined(value, definition, around)]),
    );
  }
  if (around.includes(reference)) throw new Error(`The reference ${reference} leads back to itself.`);
  return inlined(target(reference, definition), definition, [...around, reference]);
}

function target(reference: string, definition: Node): unknown {
  const [start, ...names] = reference.split('/');
  const found =
    start === '#'
      ? names
          .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
          .reduce<unknown>((part, name) => (part as Node | undefined)?.[name], definition)
      : undefined;
  if (found === undefined) throw new Error(`The reference ${reference} leads to nothing in this file.`);
  return found;
}
