import {
  partName,
  type ComponentNode,
  type SolutionPackage,
} from '../../emulator/solutions/solution-package';
import type { Expectations, Problem } from './rules';

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

/** Each connector's node and parts. */
export function connectorProblems(solution: SolutionPackage, expected: Expectations): Problem[] {
  const each = solution.connectors.flatMap((connector) => [
    ...nodeProblems(solution, connector),
    ...partProblems(solution, connector),
    ...definitionProblems(solution, connector, expected),
  ]);
  return [...each, ...overlappingNames(solution)];
}

function nodeProblems({ manifest: { publisher } }: SolutionPackage, connector: ComponentNode): Problem[] {
  const { name, id, columns } = connector;
  const checks: [isRight: boolean, what: string][] = [
    [idPattern.test(id), `its connectorid "${id}" is no GUID.`],
    [name.startsWith(`${publisher.prefix}_`), `its name must begin with ${publisher.prefix}_.`],
    [columns.get('connectortype') === '1', 'its connectortype must be 1, a custom connector.'],
    [/^#[0-9a-f]{6}$/i.test(columns.get('iconbrandcolor') ?? ''), 'its iconbrandcolor must be #rrggbb.'],
    ...requiredColumns.map((column): [boolean, string] => [columns.has(column), `it has no ${column}.`]),
    ...Array.from(longestColumn, ([column, longest]): [boolean, string] => [
      (columns.get(column)?.length ?? 0) <= longest,
      `its ${column} has more than ${longest} characters.`,
    ]),
  ];
  return problemsAt(`connector ${name}`, checks);
}

function partProblems({ parts }: SolutionPackage, { name, columns }: ComponentNode): Problem[] {
  const checks = Array.from(longestPart, ([column, longest]): [boolean, string] => {
    const text = new TextDecoder().decode(parts.get(partName(columns.get(column) ?? '')));
    return [text.length <= longest, `its ${column} has more than ${longest} characters.`];
  });
  return problemsAt(`connector ${name}`, checks);
}

interface Definition {
  readonly info?: { readonly version?: string };
  readonly paths?: Readonly<Record<string, Readonly<Record<string, { readonly operationId?: string }>>>>;
}

function definitionProblems(
  { parts }: SolutionPackage,
  { name, columns }: ComponentNode,
  { version }: Expectations,
): Problem[] {
  const bytes = parts.get(partName(columns.get('openapidefinition') ?? ''));
  if (!bytes) return [];
  const definition = JSON.parse(new TextDecoder().decode(bytes)) as Definition;
  const operations = new Set(
    Object.values(definition.paths ?? {}).flatMap((path) =>
      Object.values(path).map((operation) => operation.operationId),
    ),
  );
  const scripted = JSON.parse(columns.get('scriptoperations') ?? '[]') as string[];
  return problemsAt(`connector ${name}`, [
    [
      definition.info?.version === version,
      `its version is ${definition.info?.version ?? 'missing'}, package.json has ${version}.`,
    ],
    ...scripted.map((operation): [boolean, string] => [
      operations.has(operation),
      `its script is said to handle ${operation}, which its definition does not have.`,
    ]),
    [
      scripted.length === 0 || columns.has('customcodeblobcontent'),
      'it lists script operations but has no script.',
    ],
  ]);
}

/** Parts are collected by the beginning of their names, so one connector would take another one's. */
function overlappingNames({ connectors }: SolutionPackage): Problem[] {
  const names = connectors.map(({ name }) => name);
  return names.flatMap((name) =>
    names
      .filter((other) => other !== name && other.startsWith(name))
      .map((other) => ({
        where: `connector ${name}`,
        what: `its name is the beginning of ${other}, so packers take it for a part of it.`,
      })),
  );
}

function problemsAt(where: string, checks: readonly (readonly [boolean, string])[]): Problem[] {
  return checks.filter(([isRight]) => !isRight).map(([, what]) => ({ where, what }));
}
