import { attribute, childOf, childrenOf, parseXml, rootOf } from '../solutions/xml';
import type { PropertyFacts } from './page-facts';

/** What a form needs to know of a built ControlManifest.xml. */
export interface HostedManifest {
  readonly name: string;
  readonly version: string;
  readonly kind: 'virtual' | 'standard';
  readonly properties: readonly PropertyFacts[];
  readonly code: string;
  readonly styles: readonly string[];
  readonly resx: readonly string[];
  /** By name as in the manifest, e.g. React: 16.14.0. */
  readonly platformLibraries: Readonly<Record<string, string>>;
  readonly features: readonly string[];
}

/** @throws XmlFault when it is not well formed. */
export function readHostedManifest(xml: string): HostedManifest {
  const control = childOf(rootOf(parseXml(new TextEncoder().encode(xml), 'ControlManifest.xml')), 'control');
  const resources = control && childOf(control, 'resources');
  const features = control && childOf(control, 'feature-usage');
  const children = (parent: Parameters<typeof childrenOf>[0] | undefined, name: string) =>
    parent ? childrenOf(parent, name) : [];
  const paths = (name: string) =>
    children(resources, name).map((element) => attribute(element, 'path') ?? '');
  const groups = new Map(
    children(control, 'type-group').map((group) => [
      attribute(group, 'name') ?? '',
      children(group, 'type')[0]?.textContent?.trim() ?? '',
    ]),
  );
  const usages = { bound: 'bound', input: 'input', output: 'output' } as const;
  return {
    name: `${control ? attribute(control, 'namespace') : ''}.${control ? attribute(control, 'constructor') : ''}`,
    version: (control && attribute(control, 'version')) ?? '',
    kind: control && attribute(control, 'control-type') === 'virtual' ? 'virtual' : 'standard',
    properties: children(control, 'property').map((property) => ({
      name: attribute(property, 'name') ?? '',
      type: attribute(property, 'of-type') ?? groups.get(attribute(property, 'of-type-group') ?? '') ?? '',
      usage: usages[attribute(property, 'usage') as keyof typeof usages],
      defaultValue: attribute(property, 'default-value'),
    })),
    code: paths('code')[0] ?? '',
    styles: paths('css'),
    resx: paths('resx'),
    platformLibraries: Object.fromEntries(
      children(resources, 'platform-library').map((library) => [
        attribute(library, 'name') ?? '',
        attribute(library, 'version') ?? '',
      ]),
    ),
    features: children(features, 'uses-feature').map((feature) => attribute(feature, 'name') ?? ''),
  };
}
