import type { Element } from '@xmldom/xmldom';
import { attributeOf, childOf, childrenOf, parseXml, rootOf } from '../markup/read-xml';

/** A property of a control as its manifest declares it. */
export interface ControlProperty {
  readonly name: string;
  /** The type, or the first of its type group; '' when the manifest has no such group. */
  readonly type: string;
  readonly usage: 'bound' | 'input' | 'output';
  readonly defaultValue: string | undefined;
}

/** What a built ControlManifest.xml says of its control. */
export interface ControlManifest {
  readonly namespace: string;
  readonly constructorName: string;
  readonly version: string;
  readonly kind: 'virtual' | 'standard';
  readonly properties: readonly ControlProperty[];
  /** Path of the bundle in the control's folder. */
  readonly codePath: string | undefined;
  readonly styles: readonly string[];
  readonly resx: readonly string[];
  /** By name as in the manifest, e.g. React: 16.14.0. */
  readonly platformLibraries: Readonly<Record<string, string>>;
  /** Names in feature-usage. */
  readonly features: readonly string[];
  /** Every file of the folder that the manifest names, the bundle included. */
  readonly files: readonly string[];
}

/** @throws XmlFault */
export function readControlManifest(source: string | Uint8Array, part: string): ControlManifest {
  const control = childOf(rootOf(parseXml(source, part)), 'control');
  const resources = childOf(control, 'resources');
  const pathsOf = (name: string) =>
    childrenOf(resources, name).map((element) => attributeOf(element, 'path') ?? '');
  return {
    namespace: attributeOf(control, 'namespace') ?? '',
    constructorName: attributeOf(control, 'constructor') ?? '',
    version: attributeOf(control, 'version') ?? '',
    kind: attributeOf(control, 'control-type') === 'virtual' ? 'virtual' : 'standard',
    properties: propertiesOf(control),
    codePath: attributeOf(childOf(resources, 'code'), 'path'),
    styles: pathsOf('css'),
    resx: pathsOf('resx'),
    platformLibraries: Object.fromEntries(
      childrenOf(resources, 'platform-library').map((library) => [
        attributeOf(library, 'name') ?? '',
        attributeOf(library, 'version') ?? '',
      ]),
    ),
    features: childrenOf(childOf(control, 'feature-usage'), 'uses-feature').map(
      (feature) => attributeOf(feature, 'name') ?? '',
    ),
    files: filesNamedIn(control, resources),
  };
}

const usages = { bound: 'bound', input: 'input', output: 'output' } as const;

function propertiesOf(control: Element | undefined): ControlProperty[] {
  const groups = new Map(
    childrenOf(control, 'type-group').map((group) => [
      attributeOf(group, 'name') ?? '',
      childOf(group, 'type')?.textContent?.trim() ?? '',
    ]),
  );
  return childrenOf(control, 'property').map((property) => ({
    name: attributeOf(property, 'name') ?? '',
    type: attributeOf(property, 'of-type') ?? groups.get(attributeOf(property, 'of-type-group') ?? '') ?? '',
    usage: usages[attributeOf(property, 'usage') as keyof typeof usages],
    defaultValue: attributeOf(property, 'default-value'),
  }));
}

function filesNamedIn(control: Element | undefined, resources: Element | undefined): string[] {
  const named = childrenOf(resources)
    .filter((resource) => resource.tagName !== 'platform-library' && resource.tagName !== 'library')
    .map((resource) => attributeOf(resource, 'path'));
  return [attributeOf(control, 'preview-image'), ...named].filter(
    (path): path is string => path !== undefined && path !== '',
  );
}
