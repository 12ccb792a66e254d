import type { Relationship } from '../../segments';
import { DataverseError, errorCodes, resourceNotFound } from '../dataverse-error';
import type { PathSegment, QueryOptions } from '../odata';
import type { Json } from '../row-json';
import type { Table, Tables } from '../store';
import { attributeDefinition, attributeTypeName, optionSetDefinition } from './attribute-definition';
import {
  contextParts,
  definitionOptions,
  queryDefinitions,
  shaped,
  type DefinitionOptions,
  type Expansions,
} from './definition-query';
import { entityDefinition, manyToManyDefinition, relationshipDefinition } from './entity-definition';

/** A part of the metadata: one definition or a list of them. */
type Definitions =
  | { readonly kind: 'one'; readonly item: Json; readonly expansions: Expansions }
  | { readonly kind: 'many'; readonly items: readonly Json[]; readonly expansions: Expansions };

/** Whether a path leads to metadata of tables, relationships or choices. */
export function isDefinitionPath(name: string): boolean {
  return (
    name === 'EntityDefinitions' ||
    name === 'RelationshipDefinitions' ||
    name === 'GlobalOptionSetDefinitions'
  );
}

/**
 * What `EntityDefinitions...` and its neighbours hold, and what their context is called.
 * @throws DataverseError when the path or the options name what is not there.
 */
export function answerDefinitions(
  path: readonly PathSegment[],
  options: QueryOptions,
  tables: Tables,
): { readonly context: string; readonly value: Json } {
  const found = resolve(path, tables);
  const asked = definitionOptions(options);
  const context = contextOf(path, asked);
  return found.kind === 'one'
    ? { context: `${context}/$entity`, value: shaped(found.item, asked, found.expansions) }
    : { context, value: { value: queryDefinitions(found.items, asked, found.expansions) } };
}

/** Steps with the keys of what they lead through, and what is selected and expanded of what they lead to. */
function contextOf(path: readonly PathSegment[], asked: DefinitionOptions): string {
  const isCast = (segment: PathSegment | undefined): boolean => segment?.name.includes('.') === true;
  const steps = path.map((segment, index) => {
    const last = isCast(path[path.length - 1]) ? path.length - 2 : path.length - 1;
    const key = index < last ? segment.inside?.replace(/^\s*\w+\s*=\s*/, '') : undefined;
    return `${segment.name}${key === undefined ? '' : `(${key})`}`;
  });
  const parts = contextParts(asked);
  return `${steps.join('/')}${parts.length === 0 ? '' : `(${parts.join(',')})`}`;
}

function resolve([first, ...rest]: readonly PathSegment[], tables: Tables): Definitions {
  if (first?.name === 'EntityDefinitions') return resolveEntities(first, rest, tables);
  if (first?.name === 'RelationshipDefinitions') return resolveRelationships(first, rest, tables);
  // Choices belong to their columns here; none is shared.
  if (rest.length > 0) throw resourceNotFound(rest[0]?.name ?? '');
  if (first?.inside === undefined) return { kind: 'many', items: [], expansions: {} };
  return { kind: 'one', item: find([], first.inside, 'Name'), expansions: {} };
}

/** `RelationshipDefinitions`, `RelationshipDefinitions(SchemaName='x')` and either cast to one kind. */
function resolveRelationships(
  { inside }: PathSegment,
  [cast, ...more]: readonly PathSegment[],
  tables: Tables,
): Definitions {
  const kind = cast?.name.replace(/^Microsoft\.Dynamics\.CRM\./, '') ?? 'OneToManyRelationshipMetadata';
  const isKind = kind === 'OneToManyRelationshipMetadata' || kind === 'ManyToManyRelationshipMetadata';
  if (!isKind || more.length > 0) throw resourceNotFound((more[0] ?? cast)?.name ?? '');
  const items = tables.all.flatMap(({ logicalName }) =>
    kind === 'ManyToManyRelationshipMetadata'
      ? tables
          .manyToMany(logicalName)
          .filter(({ isFirst }) => isFirst)
          .map(manyToManyDefinition)
      : relationships(tables.oneToMany(logicalName), tables),
  );
  if (inside === undefined) return { kind: 'many', items, expansions: {} };
  return { kind: 'one', item: find(items, inside, 'SchemaName'), expansions: {} };
}

function resolveEntities(first: PathSegment, rest: readonly PathSegment[], tables: Tables): Definitions {
  const items = tables.all.map(entityDefinition);
  const expansions = entityExpansions(tables);
  const [next, ...more] = rest;
  if (first.inside === undefined) {
    if (next !== undefined) throw resourceNotFound(next.name);
    return { kind: 'many', items, expansions };
  }
  const item = find(items, first.inside, 'LogicalName');
  if (next === undefined) return { kind: 'one', item, expansions };
  const table = tables.get(String(item['LogicalName']));
  if (next.name === 'Attributes') return resolveAttributes(table, next, more);
  const expansion = Object.hasOwn(expansions, next.name) ? expansions[next.name] : undefined;
  const list = expansion?.(item);
  if (!Array.isArray(list) || more.length > 0) throw resourceNotFound(next.name);
  if (next.inside === undefined) return { kind: 'many', items: list as Json[], expansions: {} };
  return { kind: 'one', item: find(list as Json[], next.inside, 'SchemaName'), expansions: {} };
}

function entityExpansions(tables: Tables): Expansions {
  const nameOf = (item: Json): string => String(item['LogicalName']);
  return {
    Attributes: (item) => attributes(tables.get(nameOf(item))),
    Keys: () => [],
    ManyToOneRelationships: (item) => relationships(tables.manyToOne(nameOf(item)), tables),
    OneToManyRelationships: (item) => relationships(tables.oneToMany(nameOf(item)), tables),
    ManyToManyRelationships: (item) => tables.manyToMany(nameOf(item)).map(manyToManyDefinition),
  };
}

function relationships(list: readonly Relationship[], tables: Tables): Json[] {
  return list.map((relationship) => relationshipDefinition(relationship, tables));
}

function attributes(table: Table): Json[] {
  return [...table.columns.values()].map((column, index) => attributeDefinition(table, column, index + 1));
}

/** `Attributes`, `Attributes(LogicalName='x')`, either cast to one type, and the option set of the second. */
function resolveAttributes(table: Table, segment: PathSegment, more: readonly PathSegment[]): Definitions {
  const [cast, part, ...rest] = more;
  const type = cast?.name.replace(/^Microsoft\.Dynamics\.CRM\./, '');
  const columns = [...table.columns.values()];
  const kept = columns.filter((column) => type === undefined || attributeTypeName(column) === type);
  const items = kept.map((column) => attributeDefinition(table, column, columns.indexOf(column) + 1));
  const optionSetOf = (item: Json): Json | undefined => {
    const column = table.columns.get(String(item['LogicalName']));
    return column === undefined ? undefined : optionSetDefinition(table, column);
  };
  // Either property has the options, whether they are shared or the column's own.
  const expansions: Expansions = { OptionSet: optionSetOf, GlobalOptionSet: optionSetOf };
  if (segment.inside === undefined) {
    if (part !== undefined) throw resourceNotFound(part.name);
    return { kind: 'many', items, expansions };
  }
  const item = find(items, segment.inside, 'LogicalName');
  if (part === undefined) return { kind: 'one', item, expansions };
  // E.g. `.../Microsoft.Dynamics.CRM.PicklistAttributeMetadata/OptionSet`.
  const optionSet = part.name === 'OptionSet' ? optionSetOf(item) : undefined;
  if (optionSet === undefined || rest.length > 0) throw resourceNotFound((rest[0] ?? part).name);
  return { kind: 'one', item: optionSet, expansions: {} };
}

/** The item with this MetadataId, or `Name='x'`. */
function find(items: readonly Json[], inside: string, name: string): Json {
  const named = /^\s*(\w+)\s*=\s*'(.*)'\s*$/.exec(inside);
  const item =
    named === null
      ? items.find((candidate) => candidate['MetadataId'] === inside.trim().toLowerCase())
      : items.find((candidate) => named[1] === name && candidate[name] === named[2]);
  if (item !== undefined) return item;
  throw new DataverseError(
    404,
    errorCodes.recordNotFound,
    `Could not find metadata with ${name} '${(named?.[2] ?? inside).slice(0, 100)}'.`,
  );
}
