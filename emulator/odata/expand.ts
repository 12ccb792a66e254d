import type { ColumnDescription } from '../../segments';
import type { Table, Tables } from '../store';
import {
  collectionNavigation,
  propertyName,
  singleNavigation,
  type CollectionNavigation,
  type SingleNavigation,
} from '../row-json';
import { readTop } from './query-options';
import { readSelect } from './select';
import { queryRefused, unknownProperty } from './syntax-error';

/** Which columns and related rows an answer holds. */
export interface Shape {
  readonly table: Table;
  /** Undefined for all columns. */
  readonly columns: readonly ColumnDescription[] | undefined;
  readonly expands: readonly Expand[];
}

export type Expand =
  | {
      readonly kind: 'one';
      readonly navigation: SingleNavigation;
      readonly shape: Shape;
      /** Only a reference to the row is wanted. */
      readonly reference: boolean;
    }
  | {
      /** An owner, of whom only the key is known: it may be a user or a team. */
      readonly kind: 'principal';
      readonly navigation: SingleNavigation;
    }
  | {
      readonly kind: 'many';
      readonly navigation: CollectionNavigation;
      readonly shape: Shape;
      readonly filter: string | undefined;
      readonly orderBy: string | undefined;
      readonly top: number | undefined;
      /** Its options as written, for the address of the next page. */
      readonly options: string;
    };

/** Dataverse joins no more related tables than this in one query. */
const MOST_EXPANDS = 15;

/** Reads `$select` and `$expand` together. @throws DataverseError for what does not exist or fit. */
export function readShape(
  table: Table,
  select: string | undefined,
  expand: string | undefined,
  tables: Tables,
): Shape {
  const count = { left: MOST_EXPANDS };
  return readLevel(table, select, expand, tables, count);
}

function readLevel(
  table: Table,
  select: string | undefined,
  expand: string | undefined,
  tables: Tables,
  count: { left: number },
  isNested = false,
): Shape {
  const items = expand === undefined || expand === '' ? [] : splitOutside(expand, ',');
  const columns = readSelect(select, table, tables);
  const expands = items.map((item) => readItem(table, item.trim(), tables, count, isNested));
  const references = expands.filter(isReference).map(({ navigation }) => navigation.column);
  return { table, columns: columns && [...new Set([...columns, ...references])], expands };
}

function isReference(expand: Expand): expand is Extract<Expand, { kind: 'one' }> {
  return expand.kind === 'one' && expand.reference;
}

function readItem(
  table: Table,
  item: string,
  tables: Tables,
  count: { left: number },
  isNested: boolean,
): Expand {
  count.left -= 1;
  if (count.left < 0)
    throw queryRefused(`The number of $expand options exceeds the limit of ${MOST_EXPANDS}.`);
  const parts = /^([\p{L}_][\p{L}\p{N}_]*)(\/\$ref)?(?:\(([\s\S]*)\))?$/u.exec(item);
  if (parts === null)
    throw queryRefused(`Term '${item.slice(0, 100)}' is not valid in a $select or $expand expression.`);
  const [, name = '', reference, inside = ''] = parts;
  const options = readNestedOptions(inside);
  const single = singleNavigation(table, name, tables);
  if (single !== undefined) {
    refuse(options, ['$filter', '$orderby', '$top'], name);
    const target = single.target;
    if (target === undefined) return readPrincipal(single, options);
    const shape = readLevel(target, options.get('$select'), options.get('$expand'), tables, count, true);
    return { kind: 'one', navigation: single, shape, reference: reference !== undefined };
  }
  const many = collectionNavigation(table, name, tables);
  if (many === undefined) throw unknownProperty(name, table.logicalName);
  if (isNested && (options.has('$top') || options.has('$orderby'))) {
    throw queryRefused(
      'Only $select and $filter clause can be provided while doing $expand on many-to-one relationship or nested ' +
        'one-to-many relationship.',
    );
  }
  if (many.kind === 'manyToMany' && options.has('$expand')) {
    throw queryRefused(
      `The navigation property '${name}' cannot be expanded. Only many-to-one relationships are supported for nested ` +
        'expansion.',
    );
  }
  if (reference !== undefined) {
    throw queryRefused('Expand with $ref is only supported on lookup type navigation property.');
  }
  return {
    kind: 'many',
    navigation: many,
    shape: readLevel(many.many, options.get('$select'), options.get('$expand'), tables, count, true),
    filter: options.get('$filter'),
    orderBy: options.get('$orderby'),
    top: readTop(options.get('$top')),
    options: inside,
  };
}

function readPrincipal(navigation: SingleNavigation, options: ReadonlyMap<string, string>): Expand {
  const names = (options.get('$select') ?? '').split(',').map((name) => name.trim());
  const unknown = names.find((name) => name !== '' && name !== '*' && name !== 'ownerid');
  if (unknown !== undefined) throw unknownProperty(unknown, 'principal');
  if (options.has('$expand')) throw unknownProperty(options.get('$expand') ?? '', 'principal');
  return { kind: 'principal', navigation };
}

const nestedOptions = new Set(['$select', '$expand', '$filter', '$orderby', '$top']);

function readNestedOptions(text: string): Map<string, string> {
  const options = new Map<string, string>();
  for (const part of splitOutside(text, ';')) {
    if (part.trim() === '') continue;
    const equals = part.indexOf('=');
    const name = part.slice(0, Math.max(equals, 0)).trim().toLowerCase();
    if (!nestedOptions.has(name)) {
      throw queryRefused(`The query option '${part.slice(0, 100)}' is not supported inside $expand.`);
    }
    if (options.has(name)) throw queryRefused(`Query option '${name}' was specified more than once.`);
    options.set(name, part.slice(equals + 1).trim());
  }
  return options;
}

function refuse(options: ReadonlyMap<string, string>, names: readonly string[], property: string): void {
  const given = names.find((name) => options.has(name));
  if (given !== undefined) {
    throw queryRefused(
      `${given} query option cannot be applied to the single-valued navigation property '${property}'.`,
    );
  }
}

/** Splits a text at a character that stands outside brackets and quotes. */
export function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === "'") quoted = !quoted;
    if (quoted) continue;
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (depth < 0 || depth > 50)
      throw queryRefused(`Syntax error at position ${index} in '${text.slice(0, 200)}'.`);
    if (depth === 0 && character === separator) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  if (depth !== 0 || quoted)
    throw queryRefused(`Syntax error at position ${text.length} in '${text.slice(0, 200)}'.`);
  parts.push(text.slice(start));
  return parts;
}

/** What stands in brackets after the entity set in a context URL; empty when everything is answered. */
export function contextOf(shape: Shape): string {
  // A lookup of which the reference is asked for is selected along, under the name of its navigation property.
  const references = new Map<ColumnDescription, string>(
    shape.expands.filter(isReference).map(({ navigation }) => [navigation.column, navigation.name]),
  );
  const selected = (shape.columns ?? []).map((column) => references.get(column) ?? propertyName(column));
  const parts = [...selected, ...shape.expands.map(expandContext)];
  return parts.length === 0 ? '' : `(${parts.join(',')})`;
}

function expandContext(expand: Expand): string {
  if (expand.kind === 'principal') return `${expand.navigation.name}()`;
  const inside = contextOf(expand.shape);
  if (isReference(expand)) return `${expand.navigation.name}/$ref()`;
  return `${expand.navigation.name}${inside === '' ? '()' : inside}`;
}
