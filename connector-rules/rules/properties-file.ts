import type { RuleDefinition } from '@stoplight/spectral-core';
import type { Definition } from '../reading/definition';
import { listOf, objectOf, pointerTo, textOf, textsOf, type JsonObject } from '../reading/json';
import type { Place } from './rule';

/** What stands beside apiProperties.json in a connector's folder. */
export interface Companions {
  readonly definition: Definition;
  readonly hasScript: boolean;
}

/** What is judged: apiProperties.json with its companions. */
export interface PropertiesFile extends Companions {
  /** The object `properties` of the file. */
  readonly properties: JsonObject;
}

export type RuleOverProperties = Omit<RuleDefinition, 'given' | 'then'> & {
  readonly places: (file: PropertiesFile) => Iterable<Place>;
};

/** An instance of a policy template, with the ids of the operations that it is for: none for all. */
export interface Policy {
  readonly value: JsonObject;
  readonly pointer: string;
  readonly operations: readonly string[];
}

export function policies({ properties }: PropertiesFile): readonly Policy[] {
  return listOf(properties['policyTemplateInstances']).map((value, index) => ({
    value: objectOf(value),
    pointer: pointerTo('/properties/policyTemplateInstances', index),
    operations: textsOf(objectOf(objectOf(value)['parameters'])['x-ms-apimTemplate-operationName']),
  }));
}

export function policiesNamed(file: PropertiesFile, templateId: string): readonly Policy[] {
  return policies(file).filter(({ value }) => textOf(value['templateId'])?.toLowerCase() === templateId);
}

/** Those of the file itself and those of its sets. */
export function connectionParameters({ properties }: PropertiesFile): [name: string, value: JsonObject][] {
  const sets = listOf(objectOf(properties['connectionParameterSets'])['values']).map((set) =>
    objectOf(objectOf(set)['parameters']),
  );
  return [objectOf(properties['connectionParameters']), ...sets].flatMap((parameters) =>
    Object.entries(parameters).map(([name, value]): [string, JsonObject] => [name, objectOf(value)]),
  );
}

/** A fault of one place of the file. */
export function placeAt(
  pointer: string,
  fault: (file: PropertiesFile) => string | undefined,
): RuleOverProperties['places'] {
  return (file) => {
    const message = fault(file);
    return message === undefined ? [] : [{ pointer, message }];
  };
}

/** A fault of each connection parameter, at a part of it if named. */
export function eachConnectionParameter(
  fault: (value: JsonObject) => string | undefined,
  ...at: readonly string[]
): RuleOverProperties['places'] {
  return (file) =>
    connectionParameters(file).flatMap(([name, value]) => {
      const pointer = pointerTo('/properties/connectionParameters', name, ...at);
      return [...placeAt(pointer, () => fault(value))(file)];
    });
}

/** Faults of each policy, at a part of it if named. */
export function eachPolicy(
  faults: (policy: Policy, file: PropertiesFile) => readonly string[],
  ...at: readonly string[]
): RuleOverProperties['places'] {
  return (file) =>
    policies(file).flatMap((policy) =>
      faults(policy, file).map((message) => ({ pointer: pointerTo(policy.pointer, ...at), message })),
    );
}
