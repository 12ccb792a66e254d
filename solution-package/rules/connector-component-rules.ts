import { textOf } from '../../markup/read-xml';
import { connectorFailure } from '../import-refusal';
import {
  connectorPartColumns,
  partName,
  type ComponentNode,
  type Parts,
  type SolutionPackage,
} from '../solution-package';
import { isRecord, jsonPart } from './json-part';
import { faultsAt, type Expectations, type FoundFault, type PackageRule } from './rule';

/** Longest values in characters. Source: table reference "connector"; 30 for a display name, as pac drops longer ones. */
const longestColumn = new Map([
  ['name', 500],
  ['displayname', 30],
  ['description', 1000],
  ['scriptoperations', 500_000],
]);
const longestPart = new Map([
  ['openapidefinition', 1_000_000],
  ['connectionparameters', 500_000],
  ['policytemplateinstances', 500_000],
  ['customcodeblobcontent', 500_000],
]);
const requiredColumns = ['openapidefinition', 'connectionparameters', 'policytemplateinstances', 'iconblob'];
const idPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function ofEach(
  find: (connector: ComponentNode, solution: SolutionPackage, expected: Expectations) => FoundFault[],
): PackageRule['find'] {
  return (solution, expected) =>
    solution.connectors.flatMap((connector) => find(connector, solution, expected));
}

/** Each connector's node and parts. */
export const connectorComponentRules: readonly PackageRule[] = [
  {
    name: 'prefix-of-connector',
    find: ofEach(({ name }, { manifest: { publisher } }) =>
      faultsAt(`connector ${name}`, [
        [
          name.startsWith(`${publisher.prefix}_`),
          `its name must begin with ${publisher.prefix}_.`,
          connectorFailure(name, `The name does not start with the publisher's prefix ${publisher.prefix}.`),
        ],
      ]),
    ),
  },
  {
    name: 'parts-of-connector',
    find: ofEach(({ name, columns }, { parts }) =>
      connectorPartColumns.flatMap((column) => {
        const path = columns.get(column);
        return faultsAt(`connector ${name}, ${column}`, [
          [
            path === undefined || parts.has(partName(path)),
            `the part ${partName(path ?? '')} is missing.`,
            connectorFailure(name, `No file with that name found: ${path ?? ''}`),
          ],
        ]);
      }),
    ),
  },
  { name: 'shape-of-connector-parts', find: ofEach(shapeFaults) },
  {
    name: 'icon-of-connector',
    find: ofEach(({ name, columns }, { parts }) => {
      const icon = parts.get(partName(columns.get('iconblob') ?? ''));
      return faultsAt(`connector ${name}`, [
        [
          icon === undefined || isImage(icon),
          'its icon is no image.',
          connectorFailure(name, 'The icon is not a valid image.'),
        ],
      ]);
    }),
  },
  {
    name: 'columns-of-connector',
    find: ofEach(({ name, id, columns }) =>
      faultsAt(`connector ${name}`, [
        [idPattern.test(id), `its connectorid "${id}" is no GUID.`],
        [columns.get('connectortype') === '1', 'its connectortype must be 1, a custom connector.'],
        [/^#[0-9a-f]{6}$/i.test(columns.get('iconbrandcolor') ?? ''), 'its iconbrandcolor must be #rrggbb.'],
        ...requiredColumns.map((column) => [columns.has(column), `it has no ${column}.`] as const),
        ...Array.from(
          longestColumn,
          ([column, longest]) =>
            [
              (columns.get(column)?.length ?? 0) <= longest,
              `its ${column} has more than ${longest} characters.`,
            ] as const,
        ),
      ]),
    ),
  },
  {
    name: 'length-of-connector-parts',
    find: ofEach(({ name, columns }, { parts }) =>
      faultsAt(
        `connector ${name}`,
        Array.from(longestPart, ([column, longest]) => [
          textOf(parts.get(partName(columns.get(column) ?? ''))).length <= longest,
          `its ${column} has more than ${longest} characters.`,
          connectorFailure(name, `The ${column} has more than ${longest} characters.`),
        ]),
      ),
    ),
  },
  { name: 'operations-of-connector', find: ofEach(operationFaults) },
  {
    // Parts are collected by the beginning of their names, so one connector would take another one's.
    name: 'overlapping-connector-names',
    find: ofEach(({ name }, { connectors }) =>
      connectors
        .filter((other) => other.name !== name && other.name.startsWith(name))
        .map((other) => ({
          where: `connector ${name}`,
          what: `its name is the beginning of ${other.name}, so packers take it for a part of it.`,
        })),
    ),
  },
];

/** Beginnings of PNG, JPEG and GIF. */
const signatures = [
  [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  [0xff, 0xd8, 0xff],
  [0x47, 0x49, 0x46, 0x38],
];

function isImage(bytes: Uint8Array): boolean {
  return signatures.some((signature) => signature.every((byte, index) => bytes[index] === byte));
}

function shapeFaults({ name, columns }: ComponentNode, { parts }: SolutionPackage): FoundFault[] {
  const jsonColumns = ['openapidefinition', 'connectionparameters', 'policytemplateinstances'] as const;
  const noJson = jsonColumns
    .map((column) => columns.get(column))
    .filter((path) => jsonPart(parts, path).kind === 'no JSON')
    .map((path) => `${path ?? ''} is no JSON.`);
  if (noJson.length > 0) {
    return faultsAt(
      `connector ${name}`,
      noJson.map((what) => [false, what, connectorFailure(name, what)]),
    );
  }
  const [definition, parameters, policies] = jsonColumns.map((column) => valueOf(parts, columns.get(column)));
  const areParameters =
    isRecord(parameters) &&
    Object.values(parameters).every((value) => isRecord(value) && typeof value['type'] === 'string');
  const isShaped = areParameters && (policies === null || policies === undefined || Array.isArray(policies));
  return faultsAt(`connector ${name}`, [
    [
      isRecord(definition) && definition['swagger'] === '2.0' && isRecord(definition['paths']),
      'its OpenAPI definition is no OpenAPI 2.0 with paths.',
      connectorFailure(name, 'The OpenAPI definition is not valid OpenAPI 2.0.'),
    ],
    [
      isShaped,
      'its connection parameters must be objects with a type, its policies a list.',
      // Seen with parameters of a wrong shape; the service's own words say no more.
      connectorFailure(name, 'ApiHubsRequestFailed: Nullable object must have a value.'),
    ],
  ]);
}

function valueOf(parts: Parts, path: string | undefined): unknown {
  const part = jsonPart(parts, path);
  return part.kind === 'json' ? part.value : undefined;
}

function operationFaults(
  { name, columns }: ComponentNode,
  { parts }: SolutionPackage,
  { version }: Expectations,
): FoundFault[] {
  const { ownVersion, operations } = definitionFacts(valueOf(parts, columns.get('openapidefinition')));
  const scripted = listedOperations(columns.get('scriptoperations') ?? '[]');
  return faultsAt(`connector ${name}`, [
    [
      version === undefined || ownVersion === version,
      `its version is ${ownVersion ?? 'missing'}, package.json has ${version ?? ''}.`,
    ],
    [scripted !== undefined, 'its scriptoperations are no list in JSON.'],
    ...(scripted ?? []).map(
      (operation) =>
        [
          operations.has(operation),
          `its script is said to handle ${String(operation)}, which its definition does not have.`,
        ] as const,
    ),
    [
      scripted?.length === 0 || columns.has('customcodeblobcontent'),
      'it lists script operations but has no script.',
    ],
  ]);
}

function definitionFacts(definition: unknown) {
  const { info, paths } = isRecord(definition) ? definition : {};
  const operations = Object.values(isRecord(paths) ? paths : {})
    .flatMap((path) => Object.values(isRecord(path) ? path : {}))
    .map((operation) => (isRecord(operation) ? operation['operationId'] : undefined));
  const ownVersion = isRecord(info) ? info['version'] : undefined;
  return {
    ownVersion: typeof ownVersion === 'string' ? ownVersion : undefined,
    operations: new Set(operations),
  };
}

function listedOperations(json: string): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
