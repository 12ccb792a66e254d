import {
  componentType,
  connectorPartColumns,
  partName,
  requiredParts,
  type RootComponent,
  type SolutionPackage,
} from '../../emulator/solutions/solution-package';
import type { Problem } from './rules';

/** Everything named is there, everything there is named: parts, root components, content types. */
export function referenceProblems(solution: SolutionPackage): Problem[] {
  return [
    ...missingParts(solution),
    ...unreferencedParts(solution),
    ...rootComponentsWithoutNode(solution),
    ...nodesWithoutRootComponent(solution),
    ...undeclaredExtensions(solution),
    ...badPartNames(solution),
  ];
}

interface Reference {
  readonly where: string;
  readonly part: string;
}

/** Part names in customizations.xml; those in a control's manifest are another rule. */
function referencesOf(solution: SolutionPackage): Reference[] {
  const inControls = solution.controls.map(({ name, manifestPart }) => ({
    where: `control ${name}`,
    part: manifestPart,
  }));
  const inConnectors = solution.connectors.flatMap(({ name, columns }) =>
    connectorPartColumns.flatMap((column) => {
      const path = columns.get(column);
      return path ? [{ where: `connector ${name}, ${column}`, part: partName(path) }] : [];
    }),
  );
  const inFlows = solution.workflows.map(({ name, columns }) => ({
    where: `flow ${name}`,
    part: partName(columns.get('JsonFileName') ?? ''),
  }));
  return [...inControls, ...inConnectors, ...inFlows];
}

function missingParts(solution: SolutionPackage): Problem[] {
  const required = requiredParts.map((part) => ({ where: 'the zip', part: part as string }));
  return [...required, ...referencesOf(solution)]
    .filter(({ part }) => !solution.parts.has(part))
    .map(({ where, part }) => ({ where, what: `the part ${part} is missing.` }));
}

/** Dataverse refuses a part that it knows no use for ("Unprocessed files found"). */
function unreferencedParts(solution: SolutionPackage): Problem[] {
  const referenced = new Set<string>([
    ...requiredParts,
    ...referencesOf(solution).map(({ part }) => part),
    ...solution.environmentVariables.map(
      ({ schemaName }) => `environmentvariabledefinitions/${schemaName}/environmentvariabledefinition.xml`,
    ),
  ]);
  const controlFolders = solution.controls.map(({ manifestPart }) =>
    manifestPart.slice(0, manifestPart.lastIndexOf('/') + 1),
  );
  return Array.from(solution.parts.keys())
    .filter((part) => !referenced.has(part) && !controlFolders.some((folder) => part.startsWith(folder)))
    .map((part) => ({ where: part, what: 'nothing in customizations.xml refers to this part.' }));
}

type Component = Required<Pick<RootComponent, 'type'>> & { readonly name: string; readonly key: string };

function componentsOf({ tables, controls, connectors, workflows }: SolutionPackage): Component[] {
  return [
    ...tables.map(({ name }) => ({ type: componentType.table, name, key: name })),
    ...tables.flatMap(({ forms }) =>
      forms.map(({ id, name }) => ({ type: componentType.form, name, key: id })),
    ),
    ...controls.map(({ name }) => ({ type: componentType.customControl, name, key: name })),
    ...connectors.map(({ name, id }) => ({ type: componentType.connector, name, key: id })),
    ...workflows.map(({ name, id }) => ({ type: componentType.workflow, name, key: id })),
  ];
}

function rootKey({ type, id, schemaName }: RootComponent): string | undefined {
  return type === componentType.customControl || type === componentType.table ? schemaName : id;
}

function rootComponentsWithoutNode(solution: SolutionPackage): Problem[] {
  const components = componentsOf(solution);
  return solution.manifest.rootComponents
    .filter((root) => !components.some(({ type, key }) => type === root.type && key === rootKey(root)))
    .map((root) => ({
      where: 'solution.xml',
      what: `root component ${root.schemaName ?? root.id ?? ''} of type ${root.type} has no node in customizations.xml.`,
    }));
}

function nodesWithoutRootComponent(solution: SolutionPackage): Problem[] {
  const roots = solution.manifest.rootComponents;
  return componentsOf(solution)
    .filter(({ type, key }) => !roots.some((root) => root.type === type && rootKey(root) === key))
    .map(({ type, name }) => ({
      where: 'solution.xml',
      what: `${name} of type ${type} is in customizations.xml but is no root component.`,
    }));
}

function undeclaredExtensions({ parts }: SolutionPackage): Problem[] {
  const types = new TextDecoder().decode(parts.get('[Content_Types].xml'));
  const declared = new Set(Array.from(types.matchAll(/Extension="([^"]+)"/g), (match) => match[1]));
  return Array.from(parts.keys())
    .filter((part) => !declared.has(part.slice(part.lastIndexOf('.') + 1)))
    .map((part) => ({ where: '[Content_Types].xml', what: `the extension of ${part} is not declared.` }));
}

function badPartNames({ parts }: SolutionPackage): Problem[] {
  return Array.from(parts.keys())
    .filter((part) => !/^[\x21-\x7e][\x20-\x7e]*$/.test(part) || part.includes('\\'))
    .map((part) => ({ where: part, what: 'a part may be named with ASCII letters only.' }));
}
