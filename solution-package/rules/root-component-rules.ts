import { componentType, type RootComponent, type SolutionPackage } from '../solution-package';
import type { PackageRule } from './rule';

interface Component {
  readonly type: number;
  /** What a root component names it by. */
  readonly key: string;
  readonly name: string;
  /** The table that a form belongs to. */
  readonly table?: string;
}

/** Forms of a table that comes with all that belongs to it are not listed by themselves. */
function isListed({ type, table }: Component, { manifest }: SolutionPackage): boolean {
  return (
    type === componentType.form &&
    manifest.rootComponents.some(
      (root) =>
        root.type === componentType.table && root.behavior === 0 && isSameName(root.schemaName, table),
    )
  );
}

/** Exports spell names of tables in more than one way: account, Account. */
function isSameName(a: string | undefined, b: string | undefined): boolean {
  return a?.toLowerCase() === b?.toLowerCase();
}

function componentsOf({ tables, controls, connectors, workflows }: SolutionPackage): Component[] {
  return [
    ...tables.map(({ name }) => ({ type: componentType.table, name, key: name })),
    ...tables.flatMap(({ name: table, forms }) =>
      forms.map(({ id, name }) => ({ type: componentType.form, name, key: id, table })),
    ),
    ...controls.map(({ name }) => ({ type: componentType.customControl, name, key: name })),
    ...connectors.map(({ name, id }) => ({ type: componentType.connector, name, key: id })),
    ...workflows.map(({ name, id }) => ({ type: componentType.workflow, name, key: id })),
  ];
}

/** Tables and controls are listed by name, everything else by id. */
function isRootOf({ type, id, schemaName }: RootComponent, component: Component): boolean {
  const isNamed = type === componentType.customControl || type === componentType.table;
  return type === component.type && isSameName(isNamed ? schemaName : id, component.key);
}

/** Root components and nodes belong together, both ways. */
export const rootComponentRules: readonly PackageRule[] = [
  {
    name: 'root-component-without-node',
    find(solution) {
      const components = componentsOf(solution);
      return solution.manifest.rootComponents
        .filter((root) => !components.some((component) => isRootOf(root, component)))
        .map(({ type, id, schemaName }) => ({
          where: 'solution.xml',
          what: `root component ${schemaName ?? id ?? ''} of type ${type} has no node in customizations.xml.`,
          refusal: {
            code: 'missingComponent',
            message: `Cannot add a Root Component ${id ?? schemaName ?? ''} of type ${type} because it is not in the target system.`,
          },
        }));
    },
  },
  {
    name: 'node-without-root-component',
    find: (solution) =>
      componentsOf(solution)
        .filter(
          (component) =>
            !isListed(component, solution) &&
            !solution.manifest.rootComponents.some((root) => isRootOf(root, component)),
        )
        .map(({ type, name }) => ({
          where: 'solution.xml',
          what: `${name} of type ${type} is in customizations.xml but is no root component.`,
          refusal: {
            code: 'missingRootComponent',
            message: `The import has failed because component ${name} of type ${type} is not declared in the solution file as a root component. To fix this, import again using the XML file that was generated when you exported the solution.`,
          },
        })),
  },
];
