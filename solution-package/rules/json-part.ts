import { textOf } from '../../markup/read-xml';
import { partName, type Parts } from '../solution-package';

/** What a part that is to be JSON holds. */
export type JsonPart =
  { readonly kind: 'json'; readonly value: unknown } | { readonly kind: 'missing' | 'no JSON' };

/** @param path as customizations.xml gives it; undefined when it names none. */
export function jsonPart(parts: Parts, path: string | undefined): JsonPart {
  const bytes = path === undefined ? undefined : parts.get(partName(path));
  if (!bytes) return { kind: 'missing' };
  try {
    return { kind: 'json', value: JSON.parse(textOf(bytes)) };
  } catch {
    return { kind: 'no JSON' };
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
