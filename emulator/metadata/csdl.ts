import type { Relationship } from '../../segments';
import type { Message, MessageProperty } from '../messages';
import { parametersOf, queryFunctionNames } from '../operators';
import { edmKind, edmTypeOf, isPrincipal, propertyName, singleNavigations } from '../row-json';
import type { Table, Tables } from '../store';
import { definitionSets, definitionTypes } from './definition-types';
import { element, type XmlElement } from './xml-element';

/** The `$metadata` document of an environment with these tables and messages. */
export function csdlDocument(tables: Tables, messages: Iterable<Message>): string {
  const all = [...messages].sort((a, b) => a.name.localeCompare(b.name));
  const schema = element('Schema', { Namespace: 'Microsoft.Dynamics.CRM', Alias: 'mscrm', xmlns: EDM }, [
    element('EntityType', { Name: 'crmbaseentity', Abstract: 'true' }),
    principalType,
    ...[...tables.all].sort(byName).map((table) => entityType(table, tables)),
    ...definitionTypes(),
    ...complexTypes(all),
    ...enumerationTypes(all),
    ...queryFunctions(),
    ...all.map(operation),
    container(tables, all),
  ]);
  const root = element('edmx:Edmx', { Version: '4.0', 'xmlns:edmx': EDMX }, [
    element('edmx:DataServices', {}, [schema]),
  ]);
  return `<?xml version="1.0" encoding="utf-8"?>${root.toString()}`;
}

const EDM = 'http://docs.oasis-open.org/odata/ns/edm';
const EDMX = 'http://docs.oasis-open.org/odata/ns/edmx';

function byName(a: Table, b: Table): number {
  return a.logicalName.localeCompare(b.logicalName);
}

const principalType = element(
  'EntityType',
  { Name: 'principal', BaseType: 'mscrm.crmbaseentity', Abstract: 'true' },
  [
    element('Key', {}, [element('PropertyRef', { Name: 'ownerid' })]),
    element('Property', { Name: 'ownerid', Type: 'Edm.Guid', Nullable: 'false' }),
  ],
);

function keyOf(table: Table): string {
  return isPrincipal(table) ? 'ownerid' : table.primaryId;
}

function entityType(table: Table, tables: Tables): XmlElement {
  const key = isPrincipal(table)
    ? []
    : [element('Key', {}, [element('PropertyRef', { Name: table.primaryId })])];
  return element(
    'EntityType',
    { Name: table.logicalName, BaseType: isPrincipal(table) ? 'mscrm.principal' : 'mscrm.crmbaseentity' },
    [...key, ...properties(table), ...toOne(table, tables), ...toMany(table, tables)],
  );
}

function properties(table: Table): XmlElement[] {
  return [...table.columns.values()].map((column) => {
    const kind = edmKind(column);
    return element('Property', {
      Name: propertyName(column),
      Type: edmTypeOf(kind),
      ...(kind === 'decimal' ? { Scale: 'variable' } : {}),
      ...(column.name === table.primaryId && !isPrincipal(table) ? { Nullable: 'false' } : {}),
    });
  });
}

function toOne(table: Table, tables: Tables): XmlElement[] {
  return singleNavigations(table, tables).map(({ name, column, target }) => {
    const known = target ?? undefined;
    const relationship = known === undefined ? undefined : relationshipOf(table, column.name, known, tables);
    const constraint = element('ReferentialConstraint', {
      Property: propertyName(column),
      ReferencedProperty: known === undefined ? 'ownerid' : keyOf(known),
    });
    return element(
      'NavigationProperty',
      {
        Name: name,
        Type: `mscrm.${known?.logicalName ?? 'principal'}`,
        ...(relationship === undefined ? {} : { Partner: relationship.name }),
      },
      [constraint],
    );
  });
}

function relationshipOf(many: Table, column: string, one: Table, tables: Tables): Relationship | undefined {
  return tables
    .oneToMany(one.logicalName)
    .find((relationship) => relationship.many === many.logicalName && relationship.column === column);
}

function toMany(table: Table, tables: Tables): XmlElement[] {
  const associated = tables
    .manyToMany(table.logicalName)
    .map(({ name, far }) =>
      element('NavigationProperty', { Name: name, Type: `Collection(mscrm.${far.table})`, Partner: name }),
    );
  return [...toManyByLookup(table, tables), ...associated];
}

function toManyByLookup(table: Table, tables: Tables): XmlElement[] {
  return tables.oneToMany(table.logicalName).map((relationship) => {
    const many = tables.get(relationship.many);
    const partner = singleNavigations(many, tables).find(
      ({ column, target }) => column.name === relationship.column && target === table,
    );
    return element('NavigationProperty', {
      Name: relationship.name,
      Type: `Collection(mscrm.${relationship.many})`,
      ...(partner === undefined ? {} : { Partner: partner.name }),
    });
  });
}

function complexTypes(messages: readonly Message[]): XmlElement[] {
  const answers = messages
    .filter((message) => message.answer.length > 0)
    .map((message) => complexType(`${message.name}Response`, message.answer));
  const own = messages.flatMap((message) => message.complexTypes ?? []);
  const distinct = new Map(own.map((type) => [type.name, complexType(type.name, type.properties)]));
  return [...answers, ...distinct.values()];
}

function enumerationTypes(messages: readonly Message[]): XmlElement[] {
  return messages
    .flatMap(({ enumerationTypes: own = [] }) => own)
    .map(({ name, members }) =>
      element(
        'EnumType',
        { Name: name },
        members.map((member, index) => element('Member', { Name: member, Value: String(index) })),
      ),
    );
}

function complexType(name: string, fields: readonly MessageProperty[]): XmlElement {
  return element(
    'ComplexType',
    { Name: name },
    fields.map((field) => element('Property', { Name: field.name, Type: field.type })),
  );
}

function operation(message: Message): XmlElement {
  const { boundTable } = message;
  const bound =
    boundTable === undefined
      ? []
      : [element('Parameter', { Name: 'entity', Type: `mscrm.${boundTable}`, Nullable: 'false' })];
  const parameters = message.parameters.map((parameter) =>
    element('Parameter', {
      Name: parameter.name,
      Type: parameter.type,
      ...(parameter.optional === true ? {} : { Nullable: 'false' }),
    }),
  );
  const answer =
    message.answersRow === true
      ? [element('ReturnType', { Type: 'mscrm.crmbaseentity', Nullable: 'false' })]
      : message.answer.length === 0
        ? []
        : [element('ReturnType', { Type: `mscrm.${message.name}Response`, Nullable: 'false' })];
  const attributes = { Name: message.name, ...(boundTable === undefined ? {} : { IsBound: 'true' }) };
  return element(message.kind === 'action' ? 'Action' : 'Function', attributes, [
    ...bound,
    ...parameters,
    ...answer,
  ]);
}

function queryFunctions(): XmlElement[] {
  return queryFunctionNames.map((name) =>
    element('Function', { Name: name }, [
      element('Parameter', { Name: 'PropertyName', Type: 'Edm.String', Nullable: 'false' }),
      ...parametersOf(name).map(([parameter, type]) =>
        element('Parameter', { Name: parameter, Type: type, Nullable: 'false' }),
      ),
      element('ReturnType', { Type: 'Edm.Boolean', Nullable: 'false' }),
    ]),
  );
}

function container(tables: Tables, messages: readonly Message[]): XmlElement {
  const unbound = messages.filter(({ boundTable }) => boundTable === undefined);
  return element('EntityContainer', { Name: 'System' }, [
    ...[...tables.all].sort(byName).map((table) => entitySet(table, tables)),
    ...definitionSets(),
    ...unbound.map((message) => {
      const kind = message.kind === 'action' ? 'Action' : 'Function';
      return element(`${kind}Import`, { Name: message.name, [kind]: `mscrm.${message.name}` });
    }),
  ]);
}

function entitySet(table: Table, tables: Tables): XmlElement {
  const single = singleNavigations(table, tables).flatMap(({ name, target }) =>
    target === undefined ? [] : [binding(name, target.entitySetName)],
  );
  const many = tables
    .oneToMany(table.logicalName)
    .map((relationship) => binding(relationship.name, tables.get(relationship.many).entitySetName));
  const associated = tables
    .manyToMany(table.logicalName)
    .map(({ name, far }) => binding(name, tables.get(far.table).entitySetName));
  return element('EntitySet', { Name: table.entitySetName, EntityType: `mscrm.${table.logicalName}` }, [
    ...single,
    ...many,
    ...associated,
  ]);
}

function binding(path: string, target: string): XmlElement {
  return element('NavigationPropertyBinding', { Path: path, Target: target });
}
