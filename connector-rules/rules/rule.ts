import type { RuleDefinition } from '@stoplight/spectral-core';
import {
  definitionIn,
  type Definition,
  type Operation,
  type Parameter,
  type SchemaPlace,
} from '../reading/definition';
import { isObject, pathOf, pointerTo, type JsonObject } from '../reading/json';

/** A place that breaks a rule. */
export interface Place {
  /** JSON pointer into the file. */
  readonly pointer: string;
  readonly message: string;
}

/** Rules of a Spectral ruleset by their names, which are Microsoft's where the rule is Microsoft's. */
export type Rules = Readonly<Record<string, RuleDefinition>>;

/** What is wrong breaks the import or the use of the connector. */
export const breaking = { severity: 'error', resolved: false } as const;
/** Certification rejects it: an error for those who want to be certified, a warning for all others. */
export const certification = {
  severity: 'warn',
  resolved: false,
  extensions: { certification: 'error' },
} as const;
/** The guidelines say otherwise; nobody rejects it. */
export const guideline = { severity: 'warn', resolved: false } as const;
/** How the file is laid out. */
export const layout = { severity: 'info', resolved: false } as const;

/** What a rule looks at and how it judges that, as Spectral takes it. */
type Check = Pick<RuleDefinition, 'given' | 'then'>;

/** A check of the document that Spectral has parsed; places become paths. */
export function placesAt(places: (document: JsonObject) => Iterable<Place>): Check {
  return {
    given: '$',
    then: {
      function: (document: unknown) =>
        isObject(document)
          ? [...places(document)].map(({ pointer, message }) => ({
              message,
              path: pathOf(document, pointer),
            }))
          : [],
    },
  };
}

/** A check that has to see the whole definition: references followed, operations beside one another. */
export function wholeDefinition(places: (definition: Definition) => Iterable<Place>): Check {
  return placesAt((document) => places(definitionIn(document)));
}

/** Places in each operation, which may be many. */
export function eachPlaceInOperation(places: (operation: Operation) => Iterable<Place>): Check {
  return wholeDefinition(({ operations }) => operations.flatMap((operation) => [...places(operation)]));
}

/** One fault of each operation; the place is its part `at`, if named. */
export function eachOperation(
  fault: (operation: Operation, definition: Definition) => string | undefined,
  ...at: readonly string[]
): Check {
  return wholeDefinition((definition) =>
    definition.operations.flatMap((operation) => {
      const message = fault(operation, definition);
      return message === undefined ? [] : [{ pointer: pointerTo(operation.pointer, ...at), message }];
    }),
  );
}

type FaultOf<Subject> = (value: JsonObject, place: Subject) => string | undefined;

function faultsIn<Subject extends { readonly value: JsonObject; readonly pointer: string }>(
  subjects: readonly Subject[],
  fault: FaultOf<Subject>,
  at: string | undefined,
): readonly Place[] {
  return subjects.flatMap((subject) => {
    const message = fault(subject.value, subject);
    const pointer = at === undefined ? subject.pointer : pointerTo(subject.pointer, at);
    return message === undefined ? [] : [{ pointer, message }];
  });
}

/** Each parameter where it is written; the place is its part `at`, if named. */
export function eachParameter(fault: (parameter: Parameter) => string | undefined, at?: string): Check {
  return wholeDefinition(({ parameters }) => faultsIn(parameters, (_, parameter) => fault(parameter), at));
}

/** Each schema where it is written. A path cannot say this: examples and defaults may look like schemas. */
export function eachSchema(fault: FaultOf<SchemaPlace>, at?: string): Check {
  return wholeDefinition(({ schemas }) => faultsIn(schemas, fault, at));
}

/** Schemas, and parameters that are no bodies: both have a type, a default, an enum. */
export function eachTyped(fault: FaultOf<SchemaPlace>, at?: string): Check {
  return wholeDefinition(({ schemas, parameters }) => {
    const plain = parameters.filter(({ value }) => value['in'] !== 'body');
    return faultsIn<SchemaPlace>([...schemas, ...plain], fault, at);
  });
}
