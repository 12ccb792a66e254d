import type { ColumnType } from '../../segments';
import { and, compare, not, type Condition, type Join } from '../store';
import type { FetchFilter, FetchFilterPart, LinkKind } from './fetch';
import { conditionAt, type FilterContext } from './fetch-condition';
import { fetchError } from './fetch-error';
import { columnAt, referenceAt, type LinkPlace, type Place } from './places';

/** The condition that all filters of a table make; undefined when it has none. */
export function filtersOf(place: Place, context: FilterContext): Condition | undefined {
  const tests = place.links.filter(
    ({ entity }) => place.entity.links.includes(entity) && isTest(entity.kind),
  );
  const conditions = [
    ...place.entity.filters.map((filter) => filterCondition(filter, place, context)),
    ...tests.map((link) => linkCondition(link, place, context)),
  ];
  return conditions.length === 0 ? undefined : and(...conditions);
}

function filterCondition(filter: FetchFilter, place: Place, context: FilterContext): Condition {
  // Dataverse ignores a filter without conditions, also one of type "or".
  if (filter.parts.length === 0) return { kind: 'always' };
  return { kind: filter.type, conditions: filter.parts.map((part) => partCondition(part, place, context)) };
}

function partCondition(part: FetchFilterPart, place: Place, context: FilterContext): Condition {
  if (part.kind === 'filter') return filterCondition(part, place, context);
  if (part.kind === 'link') return linkCondition(context.places.ofLink(part.link), place, context);
  return conditionAt(part, place, context);
}

/** The joins of the links that bring rows together, outermost first. */
export function joinsOf(place: Place, context: FilterContext): readonly Join[] {
  return joinedLinks(place).flatMap((link) => [joinOf(link, place, context), ...joinsOf(link, context)]);
}

/** The places whose columns an answer may hold. */
export function joinedPlaces(place: Place): readonly LinkPlace[] {
  return joinedLinks(place).flatMap((link) => [link, ...joinedPlaces(link)]);
}

function joinedLinks(place: Place): readonly LinkPlace[] {
  return place.links.filter(({ entity }) => place.entity.links.includes(entity) && !isTest(entity.kind));
}

const joinKinds: readonly LinkKind[] = ['inner', 'outer', 'matchfirstrowusingcrossapply'];

/** Whether a link only says which rows count and brings no columns. */
function isTest(kind: LinkKind): boolean {
  return !joinKinds.includes(kind);
}

function joinOf(link: LinkPlace, parent: Place, context: FilterContext): Join {
  const { entity, alias, table } = link;
  const filters = filtersOf(link, context);
  const conditions = [
    ...(filters === undefined ? [] : [filters]),
    ...(entity.kind === 'matchfirstrowusingcrossapply' ? [isFirst(link, context)] : []),
  ];
  return {
    alias,
    table: table.logicalName,
    kind: entity.kind === 'outer' ? 'outer' : 'inner',
    from: referenceAt(parent, linkColumn(parent, entity.to)),
    to: linkColumn(link, entity.from),
    ...(conditions.length === 0 ? {} : { on: and(...conditions) }),
  };
}

const linkTypes: ReadonlySet<ColumnType> = new Set(['uniqueidentifier', 'lookup', 'string', 'integer']);

/**
 * A column that rows can be linked by. Choices and the like have so few values that every row would be linked with
 * every other one: Dataverse would run into its timeout, and nothing here could stop the query.
 */
function linkColumn(place: Place, name: string): string {
  const column = columnAt(place, name);
  if (linkTypes.has(column.type)) return column.name;
  throw fetchError(
    'badCondition',
    `Rows cannot be linked by '${column.name}', which is of the type '${column.type}'.`,
  );
}

/** That no row with a smaller id is linked to the same row as well. */
function isFirst(link: LinkPlace, context: FilterContext): Condition {
  const rival: LinkPlace = { ...link, alias: `$before_${link.alias}` };
  const { primaryId, logicalName } = link.table;
  const smaller = compare(referenceAt(rival, primaryId), 'lt', referenceAt(link, primaryId));
  const filters = filtersOf(rival, context);
  return not({
    kind: 'exists',
    alias: rival.alias,
    table: logicalName,
    column: link.entity.from,
    from: referenceAt(link, link.entity.from),
    where: filters === undefined ? smaller : and(smaller, filters),
  });
}

/** The condition of a link that only says which rows count. Source: link-entity element, link-type options. */
function linkCondition(link: LinkPlace, parent: Place, context: FilterContext): Condition {
  const filters = filtersOf(link, context);
  const joins = joinsOf(link, context);
  const exists = (where: Condition | undefined): Condition => ({
    kind: 'exists',
    alias: link.alias,
    table: link.table.logicalName,
    column: linkColumn(link, link.entity.from),
    from: referenceAt(parent, linkColumn(parent, link.entity.to)),
    joins,
    ...(where === undefined ? {} : { where }),
  });
  switch (link.entity.kind) {
    case 'not any':
      return not(exists(filters));
    case 'all':
      // Rows are linked, and none of them meets the filters: that is what Dataverse's "all" means.
      return and(exists(undefined), not(exists(filters)));
    case 'any':
    case 'not all':
    case 'exists':
    case 'in':
    case 'inner':
    case 'outer':
    case 'matchfirstrowusingcrossapply':
      // "not all" is the same as "any" in Dataverse, despite its name.
      return exists(filters);
  }
}
