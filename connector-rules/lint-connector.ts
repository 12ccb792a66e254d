import { Document, Spectral, type RulesetDefinition } from '@stoplight/spectral-core';
import { Json } from '@stoplight/spectral-parsers';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { breakingChanges, twoVersions } from './breaking-changes';
import { iconRules } from './files/icon-rules';
import { scriptRules } from './files/script-rules';
import { textRules } from './files/text-rules';
import { findingOf, findingsOf, type Finding, type Strictness } from './findings';
import { definitionIn } from './reading/definition';
import { isObject, objectOf, pathOf, textOf, textsOf, type JsonObject } from './reading/json';
import { hostRules } from './rules/document-rules';
import type { Companions } from './rules/properties-file';
import { propertiesRules } from './rules/properties-rules';
import { certificationRuleset, definitionRuleset, forCertification } from './ruleset';

export const connectorFiles = {
  definition: 'apiDefinition.swagger.json',
  properties: 'apiProperties.json',
  script: 'script.csx',
  icon: 'icon.png',
  released: join('released', 'apiDefinition.swagger.json'),
} as const;

/** A file that cannot be judged at all: it is missing or no JSON. */
export class UnreadableConnectorFile extends Error {}

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
 * @throws UnreadableConnectorFile when the definition or the properties are missing or no JSON.
 */
export async function lintConnector(read: ReadFile, strictness: Strictness): Promise<readonly Finding[]> {
  const definition = jsonFile(read, connectorFiles.definition);
  const properties = jsonFile(read, connectorFiles.properties);
  const script = read(connectorFiles.script)?.toString('utf8');
  const companions = { definition: definitionIn(definition.content), hasScript: script !== undefined };
  const inDefinition = (await spectralFindings(definition, overDefinition(strictness))).filter(
    ({ rule, pointer }) =>
      pointer !== '/host' || !hostRules.includes(rule) || !namesAnotherHost(properties.content, script),
  );
  return [
    ...findingsOf(connectorFiles.definition, textRules, definition.text, strictness),
    ...inDefinition,
    ...(await spectralFindings(properties, overProperties(companions, strictness))),
    ...fileFindings(read, script, objectOf(properties.content['properties']), strictness),
    ...releaseFindings(read, definition, strictness),
  ];
}

/** Whether the host of the definition is not the one that is called: a policy or the script says another one. */
function namesAnotherHost(properties: JsonObject, script: string | undefined): boolean {
  const policies = objectOf(properties['properties'])['policyTemplateInstances'];
  return (
    (Array.isArray(policies) ? policies : []).some(
      (policy) => objectOf(policy)['templateId'] === 'dynamichosturl',
    ) || /\bRequestUri\s*=/.test(script ?? '')
  );
}

/** Judges the text of a definition alone. @throws UnreadableConnectorFile when it is no JSON. */
export function lintDefinition(text: string, strictness: Strictness): Promise<readonly Finding[]> {
  const file = jsonFile(() => Buffer.from(text), connectorFiles.definition);
  return spectralFindings(file, overDefinition(strictness));
}

/** Judges the text of apiProperties.json with what stands beside it. @throws UnreadableConnectorFile as above. */
export function lintProperties(
  text: string,
  companions: Companions,
  strictness: Strictness,
): Promise<readonly Finding[]> {
  const file = jsonFile(() => Buffer.from(text), connectorFiles.properties);
  return spectralFindings(file, overProperties(companions, strictness));
}

const overDefinition = ({ certification }: Strictness): RulesetDefinition =>
  certification ? certificationRuleset : definitionRuleset;

function overProperties(companions: Companions, { certification }: Strictness): RulesetDefinition {
  const ruleset = { rules: propertiesRules(companions) };
  return certification ? forCertification(ruleset) : ruleset;
}

const linters = new WeakMap<RulesetDefinition, Spectral>();

/** Spectral checks and compiles a ruleset when it gets it, which takes longer than linting with it. */
function linterOf(ruleset: RulesetDefinition): Spectral {
  const linter = linters.get(ruleset) ?? new Spectral();
  if (!linters.has(ruleset)) linter.setRuleset(ruleset);
  linters.set(ruleset, linter);
  return linter;
}

async function spectralFindings(
  { name, document }: JsonFile,
  ruleset: RulesetDefinition,
): Promise<readonly Finding[]> {
  return (await linterOf(ruleset).run(document)).map((found) => findingOf(name, found));
}

function fileFindings(
  read: ReadFile,
  script: string | undefined,
  properties: JsonObject,
  strictness: Strictness,
): readonly Finding[] {
  const operations = properties['scriptOperations'];
  const icon = read(connectorFiles.icon);
  return [
    ...(script === undefined
      ? []
      : findingsOf(
          connectorFiles.script,
          scriptRules,
          { text: script, operations: Array.isArray(operations) ? textsOf(operations) : undefined },
          strictness,
        )),
    ...(icon === undefined
      ? []
      : findingsOf(
          connectorFiles.icon,
          iconRules,
          { bytes: icon, brandColor: textOf(properties['iconBrandColor']) },
          strictness,
        )),
  ];
}

function releaseFindings(read: ReadFile, current: JsonFile, strictness: Strictness): readonly Finding[] {
  if (read(connectorFiles.released) === undefined) return [];
  const released = jsonFile(read, connectorFiles.released).content;
  const versions = twoVersions(released, current.content);
  return findingsOf(current.name, breakingChanges, versions, strictness).map((finding) => ({
    ...finding,
    ...positionOf(current, finding.pointer),
  }));
}

function positionOf({ document, content }: JsonFile, pointer: string): { line?: number; column?: number } {
  const start = document.getRangeForJsonPath(pathOf(content, pointer), true)?.start;
  return start ? { line: start.line + 1, column: start.character + 1 } : {};
}

const parsed = (text: string, name: string) => new Document(text, Json, name);
type Parsed = ReturnType<typeof parsed>;

interface JsonFile {
  readonly name: string;
  readonly text: string;
  readonly document: Parsed;
  readonly content: JsonObject;
}

/** @throws UnreadableConnectorFile with the line and the column where the file ceases to be JSON. */
function jsonFile(read: ReadFile, name: string): JsonFile {
  const bytes = read(name);
  if (!bytes) throw new UnreadableConnectorFile(`There is no ${name}.`);
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  const document = parsed(text, name);
  return { name, text, document, content: contentOf(name, document) };
}

function contentOf(name: string, document: Parsed): JsonObject {
  const fault = document.diagnostics.find(({ message }) => !/duplicate/i.test(message));
  if (fault) {
    const { line, character } = fault.range.start;
    const where = `line ${line + 1}, column ${character + 1}`;
    throw new UnreadableConnectorFile(`${name} is no JSON: ${where}: ${fault.message}`);
  }
  if (isObject(document.data)) return document.data;
  throw new UnreadableConnectorFile(`${name} is no JSON object.`);
}
