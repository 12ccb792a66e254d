import type { ColumnDescription } from '../../segments';
import { column as columnReference, type ColumnReference, type Table, type Tables } from '../store';
import type { FetchEntity, FetchFilterPart, FetchLink } from './fetch';
import { fetchError, shortened } from './fetch-error';

/** A table at its place in a query. */
export interface Place {
  readonly entity: FetchEntity;
  readonly table: Table;
  /** Undefined for the query's own table. */
  readonly alias: string | undefined;
  readonly links: readonly LinkPlace[];
}

export interface LinkPlace extends Place {
  readonly entity: FetchLink;
  readonly alias: string;
}

/** Source: "Join tables using FetchXml", limitations. */
const MOST_LINKS = 15;

/** Every table of a query by the names that its parts call it. */
export class Places {
  readonly root: Place;
  private readonly byAlias = new Map<string, LinkPlace>();
  private readonly byLink = new Map<FetchLink, LinkPlace>();

  /** @throws DataverseError when a table does not exist or two links have one alias. */
  constructor(
    entity: FetchEntity,
    private readonly tables: Tables,
  ) {
    const taken = new Set(everyLink(entity).map((link) => link.alias?.toLowerCase()));
    const generated = (link: FetchLink): string => {
      for (let number = this.byAlias.size + 1; ; number += 1) {
        const alias = `${link.name}${number}`;
        if (!taken.has(alias)) return alias;
      }
    };
    const place = (of: FetchEntity): Place => {
      const links = linksOf(of).map((link) => this.add(link, link.alias ?? generated(link), place));
      return { entity: of, table: this.tableOf(of), alias: undefined, links };
    };
    this.root = place(entity);
  }

  /** @throws DataverseError when no link has that alias or, alone, that table. */
  named(name: string): LinkPlace {
    const aliased = this.byAlias.get(name.toLowerCase());
    if (aliased !== undefined) return aliased;
    const ofTable = [...this.byAlias.values()].filter(
      (place) => place.table.logicalName === name.toLowerCase(),
    );
    const [only] = ofTable;
    if (only !== undefined && ofTable.length === 1) return only;
    throw fetchError('unknownAlias', `Link entity with name or alias ${shortened(name)} is not found`);
  }

  ofLink(link: FetchLink): LinkPlace {
    const place = this.byLink.get(link);
    if (place === undefined) throw new Error('Every link of a query has a place.');
    return place;
  }

  private add(link: FetchLink, alias: string, place: (of: FetchEntity) => Place): LinkPlace {
    checkAlias(alias);
    if (this.byAlias.has(alias.toLowerCase())) {
      throw fetchError('badAlias', `Alias '${shortened(alias)}' is used by more than one link-entity.`);
    }
    if (this.byAlias.size >= MOST_LINKS) {
      throw fetchError('tooManyLinks', 'Number of link entities in query exceeded maximum limit.');
    }
    const added: { links: readonly LinkPlace[] } & LinkPlace = {
      entity: link,
      table: this.tableOf(link),
      alias,
      links: [],
    };
    this.byAlias.set(alias.toLowerCase(), added);
    this.byLink.set(link, added);
    added.links = place(link).links;
    return added;
  }

  private tableOf({ name }: FetchEntity): Table {
    const table = this.tables.find(name);
    if (table !== undefined) return table;
    throw fetchError(
      'unknownTable',
      `The entity with a name = '${shortened(name)}' with namemapping = 'Logical' was not found in the MetadataCache.`,
    );
  }
}

function everyLink(entity: FetchEntity): readonly FetchLink[] {
  return linksOf(entity).flatMap((link) => [link, ...everyLink(link)]);
}

/** Links beside the filters and in them. */
function linksOf(entity: FetchEntity): readonly FetchLink[] {
  return [...entity.links, ...entity.filters.flatMap(linksOfFilter)];
}

function linksOfFilter(part: FetchFilterPart): readonly FetchLink[] {
  if (part.kind === 'link') return [part.link];
  return part.kind === 'filter' ? part.parts.flatMap(linksOfFilter) : [];
}

/** @throws DataverseError when an alias holds other characters than Dataverse allows; it allows dots, too. */
export function checkAlias(alias: string): void {
  if (/^[A-Za-z_][A-Za-z0-9_.]*$/.test(alias)) return;
  throw fetchError(
    'badAlias',
    `Invalid character specified for alias: ${shortened(alias)}. Only characters within the ranges [A-Z], [a-z] or ` +
      '[0-9] or _ are allowed.  The first character may only be in the ranges [A-Z], [a-z] or _.',
  );
}

/** @throws DataverseError when the table at that place has no such column. */
export function columnAt(place: Place, name: string): ColumnDescription {
  const column = place.table.columns.get(name);
  if (column !== undefined) return column;
  throw fetchError(
    'unknownColumn',
    `'${place.table.logicalName}' entity doesn't contain attribute with Name = '${shortened(name)}' and NameMapping = 'Logical'.`,
  );
}

export function referenceAt(place: Place, column: string): ColumnReference {
  return columnReference(column, place.alias);
}
