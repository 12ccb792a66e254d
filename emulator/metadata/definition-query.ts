import {
  notSupported,
  notSupportedOnMetadata,
  parseExpression,
  queryRefused,
  splitOutside,
  type Expression,
  type QueryOptions,
} from '../odata';
import type { Json } from '../row-json';

/** A part of a definition that only `$expand` brings, by its name. */
export type Expansions = Readonly<Record<string, (item: Json) => Json | readonly Json[] | undefined>>;

export interface DefinitionOptions {
  readonly select: string | undefined;
  readonly filter: string | undefined;
  readonly expand: string | undefined;
}

const offered = new Set(['$select', '$filter', '$expand', '$format']);

/** @throws DataverseError for options that rows have and metadata has not, e.g. `$top`. */
export function definitionOptions(options: QueryOptions): DefinitionOptions {
  const other = options.names.find((name) => !offered.has(name));
  if (other !== undefined) throw queryRefused(`The query parameter ${other} is not supported`);
  return {
    select: options.get('$select'),
    filter: options.get('$filter'),
    expand: options.get('$expand'),
  };
}

/** Definitions that fulfil the filter, with the selected properties and expansions. They are few and in memory. */
export function queryDefinitions(
  items: readonly Json[],
  options: DefinitionOptions,
  expansions: Expansions,
): Json[] {
  const { filter } = options;
  const expression = filter === undefined || filter === '' ? undefined : parseExpression(filter);
  const kept = expression === undefined ? items : items.filter((item) => evaluate(expression, item) === true);
  return kept.map((item) => shaped(item, options, expansions));
}

/** One definition with the selected properties and expansions. */
export function shaped(item: Json, { select, expand }: DefinitionOptions, expansions: Expansions): Json {
  const names =
    select === undefined || select === '' ? undefined : select.split(',').map((name) => name.trim());
  const unknown = names?.find((name) => !(name in item));
  if (unknown !== undefined) {
    throw queryRefused(
      `Could not find a property named '${unknown.slice(0, 100)}' on the type of this metadata.`,
    );
  }
  const kept = names === undefined ? { ...item } : pick(item, ['@odata.type', ...names, 'MetadataId']);
  for (const part of splitOutside(expand ?? '', ',')) {
    if (part.trim() === '') continue;
    const found = /^(\w+)(?:\(([\s\S]*)\))?$/.exec(part.trim());
    const name = found?.[1] ?? '';
    const expansion = Object.hasOwn(expansions, name) ? expansions[name] : undefined;
    if (expansion === undefined) {
      throw queryRefused(
        `Could not find a property named '${name.slice(0, 100)}' to expand on this metadata.`,
      );
    }
    kept[name] = expanded(expansion(item), nestedOptions(found?.[2] ?? ''));
  }
  return kept;
}

/** What is selected and expanded, as a context names it. */
export function contextParts({ select, expand }: DefinitionOptions): readonly string[] {
  const names = (select ?? '').split(',').map((name) => name.trim());
  const expands = splitOutside(expand ?? '', ',').map((part) => {
    const [, name = '', inside = ''] = /^(\w+)(?:\(([\s\S]*)\))?$/.exec(part.trim()) ?? [];
    return name === '' ? '' : `${name}(${nestedOptions(inside).select ?? ''})`;
  });
  return [...names, ...expands].filter((part) => part !== '');
}

function expanded(value: Json | readonly Json[] | undefined, options: DefinitionOptions): unknown {
  if (value === undefined) return null;
  if (Array.isArray(value)) return queryDefinitions(value as readonly Json[], options, {});
  return shaped(value as Json, options, {});
}

function nestedOptions(text: string): DefinitionOptions {
  const options = new Map<string, string>();
  for (const part of splitOutside(text, ';')) {
    const equals = part.indexOf('=');
    if (equals > 0) options.set(part.slice(0, equals).trim().toLowerCase(), part.slice(equals + 1).trim());
  }
  return { select: options.get('$select'), filter: options.get('$filter'), expand: options.get('$expand') };
}

function pick(item: Json, names: readonly string[]): Json {
  return Object.fromEntries(names.filter((name) => name in item).map((name) => [name, item[name]]));
}

/** The value of an expression for one definition: only what is asked of metadata is known. */
function evaluate(expression: Expression, item: Json): unknown {
  switch (expression.kind) {
    case 'literal':
    case 'enumeration':
      return expression.value;
    case 'path':
      return valueAt(item, expression.segments);
    case 'not':
      return evaluate(expression.of, item) !== true;
    case 'binary':
      return evaluateBinary(expression, item);
    case 'call':
    case 'namedCall':
      throw notSupportedOnMetadata(expression.name);
    case 'alias':
    case 'lambda':
    case 'list':
    case 'negate':
      throw notSupported(expression.kind);
  }
}

function evaluateBinary(expression: Extract<Expression, { kind: 'binary' }>, item: Json): unknown {
  if (expression.operator === 'in') throw notSupported('In');
  checkEnumeration(expression.left, expression.right);
  const left = evaluate(expression.left, item);
  const right = evaluate(expression.right, item);
  switch (expression.operator) {
    case 'and':
      return left === true && right === true;
    case 'or':
      return left === true || right === true;
    case 'eq':
      return left === right;
    case 'ne':
      return left !== right;
    case 'gt':
      return Number(left) > Number(right);
    case 'ge':
      return Number(left) >= Number(right);
    case 'lt':
      return Number(left) < Number(right);
    case 'le':
      return Number(left) <= Number(right);
    case 'add':
    case 'sub':
    case 'mul':
    case 'div':
    case 'mod':
      throw notSupported(expression.operator);
  }
}

/** Properties whose values are written with the name of their type, without its namespace. */
const enumerations: Readonly<Record<string, string>> = {
  AttributeType: 'AttributeTypeCode',
  OwnershipType: 'OwnershipTypes',
  RelationshipType: 'RelationshipType',
  'RequiredLevel/Value': 'AttributeRequiredLevel',
  OptionSetType: 'OptionSetType',
};

/** `AttributeType eq 'String'` is refused; it has to be `Microsoft.Dynamics.CRM.AttributeTypeCode'String'`. */
function checkEnumeration(left: Expression, right: Expression): void {
  if (left.kind !== 'path') return;
  const name = left.segments.join('/');
  const known = Object.hasOwn(enumerations, name) ? enumerations[name] : undefined;
  const type = known === undefined ? undefined : `Microsoft.Dynamics.CRM.${known}`;
  const isNull = right.kind === 'literal' && right.type === 'null';
  if (right.kind === 'enumeration' ? right.type === type : type === undefined || isNull) return;
  const given = right.kind === 'enumeration' ? right.type : 'Edm.String';
  throw queryRefused(
    `A binary operator with incompatible types was detected. Found operand types '${type ?? 'Edm.String'}' and '${given}'.`,
  );
}

function valueAt(item: Json, path: readonly string[]): unknown {
  let value: unknown = item;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !(name in value)) {
      throw queryRefused(
        `Could not find a property named '${path.join('/').slice(0, 100)}' on the type of this metadata.`,
      );
    }
    value = (value as Json)[name];
  }
  return value;
}
