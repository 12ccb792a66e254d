/** JSON that nobody has checked yet: the files of any connector, right or wrong. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The texts of a list; other elements are left out. */
export function textsOf(value: unknown): readonly string[] {
  return listOf(value).filter((element): element is string => typeof element === 'string');
}

/** A JSON pointer (RFC 6901) to a place below another one. */
export function pointerTo(base: string, ...steps: readonly (string | number)[]): string {
  return [base, ...steps.map((step) => String(step).replaceAll('~', '~0').replaceAll('/', '~1'))].join('/');
}

/** The steps of a JSON pointer into a document, where steps into lists are numbers. */
export function pathOf(document: unknown, pointer: string): (string | number)[] {
  let value = document;
  return pointer
    .split('/')
    .slice(1)
    .map((part) => {
      const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
      const step = Array.isArray(value) && /^\d+$/.test(name) ? Number(name) : name;
      value = (value as Record<string | number, unknown> | null | undefined)?.[step];
      return step;
    });
}

/** What a path of property names without a leading slash leads to, as in `label/userLocalizedLabel/label`. */
export function stepsOf(path: string): readonly string[] {
  return path.split('/').filter((step) => step !== '');
}

/** The type JSON Schema gives a value. */
export function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

/** A value as messages quote it. */
export function printed(value: unknown): string {
  return `'${typeof value === 'string' ? value : JSON.stringify(value)}'`;
}

/** The values that occur more than once, each once. */
export function repeated<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
