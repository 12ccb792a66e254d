import type { Element } from '@xmldom/xmldom';
import { attribute, childOf, childrenOf, parseXml, rootOf } from './xml';

/** What a built ControlManifest.xml says of its control. */
export interface ControlManifest {
  readonly namespace: string;
  readonly constructorName: string;
  readonly version: string;
  /** Path of the bundle in the control's folder. */
  readonly codePath: string | undefined;
  /** Every file of the folder that the manifest names, the bundle included. */
  readonly files: readonly string[];
}

/** @throws XmlFault */
export function readControlManifest(bytes: Uint8Array, part: string): ControlManifest {
  const control = childOf(rootOf(parseXml(bytes, part)), 'control');
  const resources = control && childOf(control, 'resources');
  const code = resources && childOf(resources, 'code');
  const codePath = code && attribute(code, 'path');
  return {
    namespace: (control && attribute(control, 'namespace')) ?? '',
    constructorName: (control && attribute(control, 'constructor')) ?? '',
    version: (control && attribute(control, 'version')) ?? '',
    codePath,
    files: control ? filesNamedIn(control, resources) : [],
  };
}

function filesNamedIn(control: Element, resources: Element | undefined): string[] {
  const preview = attribute(control, 'preview-image');
  const named = (resources ? childrenOf(resources) : [])
    .filter((resource) => resource.tagName !== 'platform-library' && resource.tagName !== 'library')
    .map((resource) => attribute(resource, 'path'));
  return [preview, ...named].filter((path): path is string => path !== undefined && path !== '');
}
