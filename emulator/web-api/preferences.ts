import { wantedAnnotations, type Annotations } from '../row-json';

/** What a `Prefer` header asks for. */
export interface Preferences {
  readonly returnRepresentation: boolean;
  readonly maxPageSize: number | undefined;
  readonly continueOnError: boolean;
  /** Whether an annotation, by its full name, is wanted. */
  wants(annotation: string): boolean;
  readonly annotations: Annotations;
  /** The header that says which of them were applied. */
  readonly applied: Readonly<Record<string, string>>;
}

const LARGEST_PAGE = 5000;

export function readPreferences(header: string | undefined): Preferences {
  const parts = splitPreferences(header ?? '');
  const size = Number(parts.get('odata.maxpagesize') ?? parts.get('maxpagesize'));
  const annotations = parts.get('odata.include-annotations') ?? parts.get('include-annotations');
  const patterns = (annotations ?? '').split(',').map((pattern) => pattern.trim());
  const maxPageSize = Number.isInteger(size) && size > 0 ? Math.min(size, LARGEST_PAGE) : undefined;
  const returnRepresentation = parts.get('return') === 'representation';
  const applied = [
    ...(returnRepresentation ? ['return=representation'] : []),
    ...(maxPageSize === undefined ? [] : [`odata.maxpagesize=${maxPageSize}`]),
    ...(annotations === undefined ? [] : [`odata.include-annotations="${annotations}"`]),
    ...(parts.has('odata.continue-on-error') ? ['odata.continue-on-error'] : []),
  ];
  const wants = (annotation: string): boolean =>
    annotations !== undefined &&
    patterns.some((pattern) => matches(pattern, annotation)) &&
    !patterns.some((pattern) => pattern.startsWith('-') && matches(pattern.slice(1), annotation));
  return {
    returnRepresentation,
    maxPageSize,
    continueOnError: parts.has('odata.continue-on-error') && parts.get('odata.continue-on-error') !== 'false',
    wants,
    annotations: wantedAnnotations(wants),
    applied: applied.length === 0 ? {} : { 'Preference-Applied': applied.join(', ') },
  };
}

/** `*` stands for anything at the end of a name. */
function matches(pattern: string, name: string): boolean {
  if (pattern.endsWith('*')) return name.startsWith(pattern.slice(0, -1));
  return pattern === name;
}

/** Parts between commas that stand outside quotes, by name in lower case. */
function splitPreferences(header: string): Map<string, string> {
  const parts = new Map<string, string>();
  for (const [, name, , quoted, bare] of header.matchAll(/([\w.-]+)\s*(=\s*(?:"([^"]*)"|([^,;\s]*)))?/g)) {
    if (name !== undefined) parts.set(name.toLowerCase(), quoted ?? bare ?? '');
  }
  return parts;
}
