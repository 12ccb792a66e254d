import { isObject, pointerTo, printed, type JsonObject } from '../reading/json';
import { breaking, certification, placesAt, type Place, type Rules } from './rule';

/** The extensions of connectors, then those that the same files carry for code generators. Source: Microsoft's schema. */
const known = new Set(
  `api-annotation capabilities connector-metadata deployment-version description-for-model docs dynamic-list
  dynamic-properties dynamic-schema dynamic-tree dynamic-values editor editor-options enum enum-values keywords
  localizeDefaultValue mcs-visibility media-kind name-for-model no-generic-test notification notification-content
  notification-url openai-data openai-manifest openai-published-to-copilots agentic-protocol operation-context pageable
  property-name-alias require-user-confirmation safe-operation summary test-value trigger trigger-hint
  trigger-metadata trigger-value url-encoding visibility
  api-version azure-resource client-default client-flatten client-name client-request-id code-generation-settings
  discriminator-value error-response examples external format header-collection-prefix identifiers
  long-running-operation long-running-operation-options mutability odata parameter-grouping parameter-location
  parameterized-host paths request-id secret skip-url-encoding text`
    .split(/\s+/)
    .map((name) => `x-ms-${name}`),
);

const text = (value: unknown) => typeof value === 'string';
const flag = (value: unknown) => typeof value === 'boolean';
const oneOf =
  (...words: readonly string[]) =>
  (value: unknown) =>
    typeof value === 'string' && words.includes(value);

/** What the values of extensions may be; `none` says of a visibility that it is the ordinary one. */
const accepted: Readonly<Record<string, (value: unknown) => boolean>> = {
  'x-ms-summary': text,
  'x-ms-trigger-hint': text,
  'x-ms-visibility': oneOf('important', 'advanced', 'internal', 'none'),
  'x-ms-url-encoding': oneOf('single', 'double'),
  'x-ms-notification-url': flag,
  'x-ms-no-generic-test': flag,
  'x-ms-safe-operation': flag,
  'x-ms-require-user-confirmation': flag,
  'x-ms-pageable': isObject,
  'x-ms-dynamic-values': isObject,
  'x-ms-dynamic-list': isObject,
  'x-ms-dynamic-schema': isObject,
  'x-ms-dynamic-properties': isObject,
  'x-ms-dynamic-tree': isObject,
  'x-ms-notification-content': isObject,
  'x-ms-enum-values': Array.isArray,
  'x-ms-connector-metadata': Array.isArray,
};

/** Maps of names that the author chose: a property or a header may be called as an extension is. */
const maps = ['properties', 'headers', 'definitions', 'parameters', 'responses', 'paths', 'scopes'];
/** What is no part of the description. */
const examples = ['default', 'example', 'examples', 'enum', 'x-ms-test-value'];

interface Extension {
  readonly name: string;
  readonly value: unknown;
  readonly pointer: string;
}

function extensionsIn(document: JsonObject): readonly Extension[] {
  const found: Extension[] = [];
  const walk = (value: unknown, pointer: string, namesAreChosen: boolean): void => {
    if (Array.isArray(value)) value.forEach((entry, index) => walk(entry, pointerTo(pointer, index), false));
    if (!isObject(value)) return;
    for (const [name, child] of Object.entries(value)) {
      const at = pointerTo(pointer, name);
      if (!namesAreChosen && name.startsWith('x-ms-')) found.push({ name, value: child, pointer: at });
      if (namesAreChosen || !examples.includes(name)) walk(child, at, !namesAreChosen && maps.includes(name));
    }
  };
  walk(document, '', false);
  return found;
}

function eachExtension(fault: (extension: Extension) => string | undefined) {
  return placesAt((document) =>
    extensionsIn(document).flatMap((extension): Place[] => {
      const message = fault(extension);
      return message === undefined ? [] : [{ pointer: extension.pointer, message }];
    }),
  );
}

/** Where a tree takes the value of the chosen item: for the parameters of the operation that opens the item. */
const inBrowse = /\/x-ms-dynamic-tree\/browse\/parameters\/[^/]+\/selectedItemValuePath$/;

function misplacedValuePaths(value: unknown, pointer = ''): readonly string[] {
  const parts: [string, unknown][] = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return parts.flatMap(([name, child]) => {
    const at = pointerTo(pointer, name);
    const isPath = name === 'selectedItemValuePath' && typeof child === 'string';
    return isPath ? (inBrowse.test(at) ? [] : [at]) : misplacedValuePaths(child, at);
  });
}

/** Rules over the words that begin with `x-ms-`. The names are ours. */
export const extensionRules: Rules = {
  ExtensionNotKnown: {
    ...certification,
    ...eachExtension(({ name }) =>
      known.has(name) ? undefined : `There is no extension '${name}'; nothing reads it.`,
    ),
  },
  ExtensionValueNotValid: {
    ...certification,
    ...eachExtension(({ name, value }) =>
      accepted[name]?.(value) === false ? `The extension '${name}' cannot be ${printed(value)}.` : undefined,
    ),
  },
  TriggerKindNotKnown: {
    ...breaking,
    ...eachExtension(({ name, value }) =>
      name === 'x-ms-trigger' && value !== 'single' && value !== 'batch'
        ? `A trigger gives its events 'single' or as a 'batch', not ${printed(value)}.`
        : undefined,
    ),
  },
  SelectedItemValuePathMisplaced: {
    ...certification,
    ...placesAt((document) =>
      misplacedValuePaths(document).map((pointer) => ({
        pointer,
        message: "'selectedItemValuePath' belongs to a parameter of 'browse' in 'x-ms-dynamic-tree'.",
      })),
    ),
  },
};
