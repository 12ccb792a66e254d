import { attributeOf, childOf, childrenOf, parseXml, rootOf } from '../../markup/read-xml';

type Element = ReturnType<typeof rootOf>;

export interface CsdlProperty {
  readonly name: string;
  /** E.g. `Edm.Guid`. */
  readonly type: string;
  /** Said in a `$metadata` with annotations only. */
  readonly isComputed: boolean;
}

export interface CsdlNavigation {
  readonly name: string;
  readonly target: string;
  readonly partner: string | undefined;
  /** The property with the other row's id, e.g. `_new_contactid_value`; not of a collection. */
  readonly property: string | undefined;
}

/** A table as a `$metadata` document tells of it. */
export interface CsdlTable {
  readonly name: string;
  readonly set: string;
  readonly key: string;
  readonly properties: readonly CsdlProperty[];
  readonly single: readonly CsdlNavigation[];
  readonly collections: readonly CsdlNavigation[];
}

/**
 * The tables of a `$metadata` document that have a key and a set of their own, i.e. no activities and no types of rows
 * that others share.
 * @throws Error when it is no such document.
 */
export function readCsdl(text: string): readonly CsdlTable[] {
  const root = rootOf(parseXml(text, 'The $metadata'));
  const services = childrenOf(root).filter(({ localName }) => localName === 'DataServices');
  const schemas = services.flatMap((service) => childrenOf(service, 'Schema'));
  if (root.localName !== 'Edmx' || schemas.length === 0) {
    throw new Error(`it is no $metadata of an environment: its root is ${root.tagName}`);
  }
  const sets = new Map(
    schemas
      .flatMap((schema) => childrenOf(childOf(schema, 'EntityContainer'), 'EntitySet'))
      .map((set) => [withoutNamespace(attributeOf(set, 'EntityType') ?? ''), attributeOf(set, 'Name')]),
  );
  return schemas
    .flatMap((schema) => childrenOf(schema, 'EntityType'))
    .flatMap((type) => {
      const set = sets.get(attributeOf(type, 'Name') ?? '');
      return set === undefined ? [] : readTable(type, set);
    });
}

function readTable(type: Element, set: string): readonly CsdlTable[] {
  const key = attributeOf(childOf(childOf(type, 'Key'), 'PropertyRef'), 'Name');
  const name = attributeOf(type, 'Name');
  if (key === undefined || name === undefined) return [];
  const navigations = childrenOf(type, 'NavigationProperty').map((navigation) => ({
    isCollection: attributeOf(navigation, 'Type')?.startsWith('Collection(') === true,
    navigation: readNavigation(navigation),
  }));
  return [
    {
      name,
      set,
      key,
      properties: childrenOf(type, 'Property').map(readProperty),
      single: navigations.filter((one) => !one.isCollection).map(({ navigation }) => navigation),
      collections: navigations.filter((one) => one.isCollection).map(({ navigation }) => navigation),
    },
  ];
}

function readProperty(property: Element): CsdlProperty {
  return {
    name: attributeOf(property, 'Name') ?? '',
    type: attributeOf(property, 'Type') ?? '',
    isComputed: childrenOf(property, 'Annotation').some(
      (annotation) =>
        attributeOf(annotation, 'Term') === 'Org.OData.Core.V1.Computed' &&
        attributeOf(annotation, 'Bool') === 'true',
    ),
  };
}

function readNavigation(navigation: Element): CsdlNavigation {
  return {
    name: attributeOf(navigation, 'Name') ?? '',
    target: withoutNamespace(attributeOf(navigation, 'Type') ?? ''),
    partner: attributeOf(navigation, 'Partner'),
    property: attributeOf(childOf(navigation, 'ReferentialConstraint'), 'Property'),
  };
}

/** `contact` of `mscrm.contact` and of `Collection(Microsoft.Dynamics.CRM.contact)`. */
function withoutNamespace(type: string): string {
  return type.replace(/^Collection\((.*)\)$/, '$1').replace(/^.*\./, '');
}
