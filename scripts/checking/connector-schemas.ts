import Ajv from 'ajv';
import AjvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { parse } from 'jsonc-parser';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SchemaResult } from './solution-schemas';

/** Holds the connector's two files against the schemas of Microsoft's connector repository, which are JSON with comments. */
export function checkConnectorAgainstSchemas(connector: string, schemas: string): SchemaResult[] {
  const draft04 = new AjvDraft04({ strict: false, allErrors: true });
  const draft07 = new Ajv({ strict: false, allErrors: true });
  addFormats(draft04);
  addFormats(draft07);
  // The properties' schema is draft 07 but has the `id` of draft 04.
  const { id: _, ...propertiesSchema } = readJson(join(schemas, 'paconn-apiProperties.schema.patched.json'));
  const definitionSchema = readJson(join(schemas, 'apiDefinition.swagger.schema.json'));
  return [
    check(draft04, definitionSchema, join(connector, 'apiDefinition.swagger.json')),
    check(draft07, propertiesSchema, join(connector, 'apiProperties.json')),
  ];
}

/** Words for agents that are newer than the schema, which takes no word that it does not know. */
const newerWords: readonly string[] = ['x-ms-name-for-model', 'x-ms-description-for-model'];

function check(ajv: Ajv | AjvDraft04, schema: object, file: string): SchemaResult {
  const validate = ajv.compile(schema);
  validate(JSON.parse(JSON.stringify(readJson(file), knownWord)));
  const faults = (validate.errors ?? []).map(
    ({ instancePath, message }) => `${instancePath || '/'} ${message ?? 'is not valid'}`,
  );
  return { what: file, faults };
}

function knownWord(word: string, value: unknown): unknown {
  return newerWords.includes(word) ? undefined : value;
}

function readJson(file: string): Record<string, unknown> {
  return parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
}
