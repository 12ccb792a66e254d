import { createAttributes } from './xml-attributes';

/** An element as it opens. */
export interface XmlElement {
  /** Without its prefix. */
  readonly name: string;
  /** An attribute without a prefix. Throws SyntaxError. */
  attribute(name: string): string | undefined;
  /** The id of a relationship, an attribute such as `r:id`. Throws SyntaxError. */
  relationship(): string | undefined;
}

interface Scope {
  depth(): number;
  /** Whether the innermost element, or one around it, is of another namespace than the root. */
  isForeign(): boolean;
  /**
   * Enters the element whose tag stands between `<` at `from` and `>` at `to`. Answers nothing when it is foreign; what
   * it answers is good until the next call.
   */
  enter(text: string, from: number, to: number): XmlElement | undefined;
  /** Ends the innermost element, which has this name if one is given; answers its local name. */
  leave(name?: string): string;
}

/** The elements that are open, with the namespaces that their prefixes stand for. */
export function createScope(deepest: number): Scope {
  const names: string[] = [];
  const localNames: string[] = [];
  const declared: { readonly depth: number; readonly prefix: string; readonly namespace: string }[] = [];
  const attributes = createAttributes();
  let mainNamespace: string | undefined;
  let foreignFrom = Infinity;

  /** A prefix that is not declared stands for itself. */
  function namespaceOf(prefix: string): string {
    for (let index = declared.length - 1; index >= 0; index -= 1) {
      const each = declared[index];
      if (each?.prefix === prefix) return each.namespace;
    }
    return prefix;
  }

  const element = {
    name: '',
    attribute: (name: string) => attributes.value(name),
    relationship() {
      const ids = attributes.prefixed('id');
      return (ids.find(({ prefix }) => namespaceOf(prefix).endsWith('/relationships')) ?? ids[0])?.value;
    },
  };

  function declare(): void {
    const depth = names.length;
    const byDefault = attributes.value('xmlns');
    if (byDefault !== undefined) declared.push({ depth, prefix: '', namespace: byDefault });
    for (const { name, value } of attributes.withPrefix('xmlns'))
      declared.push({ depth, prefix: name, namespace: value });
  }

  return {
    depth: () => names.length,
    isForeign: () => names.length >= foreignFrom,
    enter(text, from, to) {
      let nameEnd = from;
      let colon = -1;
      for (; nameEnd < to; nameEnd += 1) {
        const code = text.charCodeAt(nameEnd);
        if (code <= 0x20) break;
        if (code === 0x3a) colon = nameEnd;
      }
      if (nameEnd === from) throw new SyntaxError('a tag without a name');
      const declares = attributes.read(text, nameEnd, to);
      const name = text.slice(from, nameEnd);
      const localName = colon < 0 ? name : text.slice(colon + 1, nameEnd);
      localNames.push(localName);
      if (names.push(name) > deepest) throw new SyntaxError('too deep');
      if (declares) declare();
      const namespace = namespaceOf(colon < 0 ? '' : text.slice(from, colon));
      mainNamespace ??= namespace;
      if (namespace !== mainNamespace) foreignFrom = Math.min(foreignFrom, names.length);
      if (names.length >= foreignFrom) return undefined;
      element.name = localName;
      return element;
    },
    leave(name) {
      const open = names.pop();
      if (open === undefined || (name !== undefined && name !== open))
        throw new SyntaxError('an end without its start');
      if (names.length < foreignFrom) foreignFrom = Infinity;
      while (declared.length > 0 && (declared[declared.length - 1]?.depth ?? 0) > names.length)
        declared.pop();
      return localNames.pop() ?? '';
    },
  };
}
