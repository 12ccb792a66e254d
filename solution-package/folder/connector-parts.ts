import { escapeXml } from '../../markup/escape';
import { componentType } from '../solution-package';
import type { LaidInParts } from './control-parts';
import { PackFailure, type SolutionFolder } from './solution-folder';

/** What a connector is called in a solution; the id never changes, else an upgrade would make a second one. */
export interface ConnectorIdentity {
  readonly id: string;
  readonly name: string;
}

interface PolicyTemplateInstance {
  readonly templateId: string;
  readonly title: string;
  /** `PollingTrigger` where the policy is one. */
  readonly type?: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

interface ConnectionParameter {
  readonly oAuthSettings?: { readonly redirectMode?: string; readonly redirectUrl?: string };
}

interface ApiProperties {
  readonly properties: {
    readonly connectionParameters?: Readonly<Record<string, ConnectionParameter>>;
    readonly connectionParameterSets?: unknown;
    readonly iconBrandColor?: string;
    readonly scriptOperations?: readonly string[];
    readonly policyTemplateInstances?: readonly PolicyTemplateInstance[];
  };
}

interface ApiDefinition {
  readonly info: { readonly title: string; readonly description: string };
}

/**
 * Lays a connector's folder (as paconn and pac keep it: apiDefinition.swagger.json, apiProperties.json, icon.png,
 * script.csx) into the solution folder, in the shape that exports have.
 * @throws PackFailure when a file is missing or no JSON.
 */
export function connectorParts(source: SolutionFolder, { id, name }: ConnectorIdentity): LaidInParts {
  const definition = jsonOf(source, 'apiDefinition.swagger.json') as ApiDefinition;
  const { properties } = jsonOf(source, 'apiProperties.json') as ApiProperties;
  const script = source.get('script.csx');
  const parts: [column: string, fileEnding: string, content: Uint8Array | undefined][] = [
    ['openapidefinition', 'openapidefinition.json', printJson(definition)],
    ['connectionparameters', 'connectionparameters.json', printJson(parametersOf(properties, name))],
    [
      'connectionparametersets',
      'connectionparametersets.json',
      properties.connectionParameterSets === undefined
        ? undefined
        : printJson(properties.connectionParameterSets),
    ],
    ['policytemplateinstances', 'policytemplateinstances.json', printJson(policiesOf(properties))],
    ['customcodeblobcontent', 'customcodeblobcontent.csx', script],
    ['iconblob', 'iconblob.Png', bytesOf(source, 'icon.png')],
  ];
  const present = parts.filter(([, , content]) => content !== undefined);
  const columns: [string, string][] = [
    ['connectorid', id],
    ['description', definition.info.description],
    ['displayname', definition.info.title],
    ['iconbrandcolor', properties.iconBrandColor ?? '#007ee5'],
    ['name', name],
    ['connectortype', '1'],
    ...(script && properties.scriptOperations
      ? [['scriptoperations', JSON.stringify(properties.scriptOperations)] as [string, string]]
      : []),
    ...present.map(([column, ending]): [string, string] => [column, `/Connector/${name}_${ending}`]),
  ];
  const files = new Map<string, Uint8Array>([[`Connectors/${name}.xml`, printNode(columns)]]);
  for (const [, ending, content] of present) {
    if (content) files.set(`Connectors/${name}_${ending}`, content);
  }
  return { files, rootComponent: { type: componentType.connector, id, schemaName: name } };
}

/**
 * Exports carry the address to which a sign-in comes back; an import puts that of its own connector there, whose name
 * nobody knows before.
 */
function parametersOf({ connectionParameters = {} }: ApiProperties['properties'], name: string): unknown {
  const redirectUrl = `https://global.consent.azure-apim.net/redirect/${name.replace(/^[^_]*_/, '')}`;
  return Object.fromEntries(
    Object.entries(connectionParameters).map(([key, parameter]) => [
      key,
      parameter.oAuthSettings
        ? { ...parameter, oAuthSettings: { redirectUrl, ...parameter.oAuthSettings } }
        : parameter,
    ]),
  );
}

function policiesOf(properties: ApiProperties['properties']): unknown[] {
  return (properties.policyTemplateInstances ?? []).map(({ templateId, title, type, parameters }) => ({
    TemplateId: templateId,
    Title: title,
    Type: type,
    Parameters: parameters,
  }));
}

function bytesOf(source: SolutionFolder, file: string): Uint8Array {
  const bytes = source.get(file);
  if (!bytes) throw new PackFailure(`The connector has no ${file}.`);
  return bytes;
}

function jsonOf(source: SolutionFolder, file: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytesOf(source, file)));
  } catch (error) {
    if (error instanceof PackFailure) throw error;
    throw new PackFailure(`The connector's ${file} is no JSON: ${(error as Error).message}`);
  }
}

function printJson(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value, null, 2));
}

function printNode(columns: readonly (readonly [string, string])[]): Uint8Array {
  return new TextEncoder().encode(
    [
      '<?xml version="1.0" encoding="utf-8"?>',
      '<Connector xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
      ...columns.map(([column, value]) => `  <${column}>${escapeXml(value, 'content')}</${column}>`),
      '</Connector>',
      '',
    ].join('\n'),
  );
}
