import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { breakingChanges, twoVersions } from './breaking-changes';
import { readDefinition, type Definition } from './definition';
import { isObject, objectOf, textOf, textsOf, type JsonObject } from './json';
import { findingsOf, type Finding, type Rule } from './rule';
import { annotationRules } from './rules/annotation-rules';
import { contentRules } from './rules/content-rules';
import { documentRules } from './rules/document-rules';
import { dynamicRules } from './rules/dynamic-rules';
import { fileRules } from './rules/file-rules';
import { iconRules } from './rules/icon-rules';
import { listingRules } from './rules/listing-rules';
import { objectRules } from './rules/object-rules';
import { operationRules } from './rules/operation-rules';
import { parameterRules } from './rules/parameter-rules';
import { pathRules } from './rules/path-rules';
import { propertiesRules } from './rules/properties-rules';
import { referenceRules } from './rules/reference-rules';
import { schemaRules } from './rules/schema-rules';
import { schemaSizeRules } from './rules/schema-size-rules';
import { scriptRules } from './rules/script-rules';
import { securityRules } from './rules/security-rules';
import { titleRules } from './rules/title-rules';
import { triggerRules } from './rules/trigger-rules';

export const connectorFiles = {
  definition: 'apiDefinition.swagger.json',
  properties: 'apiProperties.json',
  script: 'script.csx',
  icon: 'icon.png',
  released: join('released', 'apiDefinition.swagger.json'),
} as const;

export const definitionRules: readonly Rule<Definition>[] = [
  ...documentRules,
  ...listingRules,
  ...pathRules,
  ...operationRules,
  ...annotationRules,
  ...parameterRules,
  ...schemaRules,
  ...schemaSizeRules,
  ...objectRules,
  ...contentRules,
  ...referenceRules,
  ...titleRules,
  ...dynamicRules,
  ...triggerRules,
  ...securityRules,
];

/** A file that cannot be judged at all: it is missing or no JSON. */
export class UnreadableConnector extends Error {}

/** The bytes of a connector's files, or undefined for those that are not there. */
export type ReadFile = (name: string) => Buffer | undefined;

export function filesIn(folder: string): ReadFile {
  return (name) => {
    const path = join(folder, name);
    return existsSync(path) ? readFileSync(path) : undefined;
  };
}

/**
 * Judges a connector by every rule that can be checked without the platform.
 * @throws UnreadableConnector when the definition or the properties are missing or no JSON.
 */
export function validateConnector(read: ReadFile): readonly Finding[] {
  const definitionText = textOfFile(read, connectorFiles.definition);
  const document = jsonOf(connectorFiles.definition, definitionText);
  const definition = readDefinition(document);
  const properties = objectOf(
    jsonOf(connectorFiles.properties, textOfFile(read, connectorFiles.properties))['properties'],
  );
  const script = read(connectorFiles.script)?.toString('utf8');
  const icon = read(connectorFiles.icon);
  const released = read(connectorFiles.released)?.toString('utf8');
  const operations = properties['scriptOperations'];
  return [
    ...findingsOf(connectorFiles.definition, fileRules, definitionText),
    ...findingsOf(connectorFiles.definition, definitionRules, definition),
    ...findingsOf(connectorFiles.properties, propertiesRules, {
      properties,
      definition,
      hasScript: script !== undefined,
    }),
    ...(script === undefined
      ? []
      : findingsOf(connectorFiles.script, scriptRules, {
          text: script,
          operations: Array.isArray(operations) ? textsOf(operations) : undefined,
        })),
    ...(icon === undefined
      ? []
      : findingsOf(connectorFiles.icon, iconRules, {
          bytes: icon,
          brandColor: textOf(properties['iconBrandColor']),
        })),
    ...(released === undefined
      ? []
      : findingsOf(
          connectorFiles.definition,
          breakingChanges,
          twoVersions(jsonOf(connectorFiles.released, released), document),
        )),
  ];
}

function textOfFile(read: ReadFile, name: string): string {
  const bytes = read(name);
  if (!bytes) throw new UnreadableConnector(`There is no ${name}.`);
  return bytes.toString('utf8').replace(/^\ufeff/, '');
}

function jsonOf(name: string, text: string): JsonObject {
  try {
    const content: unknown = JSON.parse(text);
    if (isObject(content)) return content;
  } catch (error) {
    throw new UnreadableConnector(`${name} is no JSON: ${(error as Error).message}`);
  }
  throw new UnreadableConnector(`${name} is no JSON object.`);
}
