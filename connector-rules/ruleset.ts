import type { RuleDefinition, RulesetDefinition } from '@stoplight/spectral-core';
import { oas } from '@stoplight/spectral-rulesets';
import { annotationRules } from './rules/annotation-rules';
import { contentRules } from './rules/content-rules';
import { documentRules } from './rules/document-rules';
import { dynamicRules } from './rules/dynamic-rules';
import { enumRules } from './rules/enum-rules';
import { extensionRules } from './rules/extension-rules';
import { listingRules } from './rules/listing-rules';
import { objectRules } from './rules/object-rules';
import { operationRules } from './rules/operation-rules';
import { parameterRules } from './rules/parameter-rules';
import { pathRules } from './rules/path-rules';
import { referenceRules } from './rules/reference-rules';
import { certification, type Rules } from './rules/rule';
import { schemaRules } from './rules/schema-rules';
import { schemaSizeRules } from './rules/schema-size-rules';
import { securityRules } from './rules/security-rules';
import { titleRules } from './rules/title-rules';
import { triggerRules } from './rules/trigger-rules';

const methods = '[get,put,post,patch,delete,head,options]';
const parameters = [`$.paths[*].parameters`, `$.paths[*]${methods}.parameters`, '$.parameters'];
const parametersIn = (place: string) => parameters.map((list) => `${list}[?(@ && @.in === '${place}')]`);

/** Spectral's own rule that holds a document against the schema of OpenAPI 2. */
const { given, then, formats, message } = oas.rules['oas2-schema'];

/** Every rule over apiDefinition.swagger.json. */
export const definitionRules: Rules = {
  SwaggerNotValid: { ...certification, given, then, formats, message },
  ...documentRules,
  ...listingRules,
  ...pathRules,
  ...operationRules,
  ...annotationRules,
  ...parameterRules,
  ...schemaRules,
  ...enumRules,
  ...schemaSizeRules,
  ...objectRules,
  ...contentRules,
  ...referenceRules,
  ...titleRules,
  ...extensionRules,
  ...dynamicRules,
  ...triggerRules,
  ...securityRules,
};

/** A Spectral ruleset over the definition of a connector, for this project's linter and for Spectral's own. */
export const definitionRuleset: RulesetDefinition & { readonly rules: Rules } = {
  aliases: {
    Operation: [`$.paths[*]${methods}`],
    Trigger: [`$.paths[*][?(@ && @['x-ms-trigger'])]`],
    Parameter: parameters.map((list) => `${list}[?(@ && @.in)]`),
    PathParameter: parametersIn('path'),
    QueryParameter: parametersIn('query'),
    BodyParameter: parametersIn('body'),
  },
  parserOptions: { duplicateKeys: 'warn' },
  rules: definitionRules,
};

/** The same ruleset where what certification rejects is an error. */
export function forCertification(ruleset: RulesetDefinition & { readonly rules: Rules }): RulesetDefinition {
  const strict = (rule: RuleDefinition): RuleDefinition =>
    rule.extensions?.['certification'] === 'error' ? { ...rule, severity: 'error' } : rule;
  const rules = Object.fromEntries(Object.entries(ruleset.rules).map(([name, rule]) => [name, strict(rule)]));
  return { ...ruleset, rules };
}

/** The definition's ruleset for connectors that are to be certified. */
export const certificationRuleset: RulesetDefinition = forCertification(definitionRuleset);
