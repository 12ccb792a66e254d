import { textOf } from '../../markup/read-xml';
import { flowFailure, partName, type SolutionPackage } from '../../solution-package';
import type { Store } from '../store';
import { refused } from './import-refusal';
import { rowWith } from './rows-by-column';

/** What a cloud flow's file says of its connections, by the name of their connector. */
interface FlowFile {
  readonly properties?: {
    readonly connectionReferences?: Readonly<
      Record<
        string,
        { readonly connection?: { readonly connectionReferenceLogicalName?: string } | null } | null
      >
    >;
  };
}

/**
 * Flows are made when they are imported, so their connection references have to be known by then.
 * @throws DataverseError
 */
export function checkFlowConnections(store: Store, solution: SolutionPackage): void {
  const own = new Set(solution.connectionReferences.map((node) => node.logicalName));
  for (const { name, columns } of solution.workflows) {
    const path = columns.get('JsonFileName');
    if (path === undefined) continue;
    for (const logicalName of connectionReferencesOf(solution, path)) {
      if (!own.has(logicalName) && !isInEnvironment(store, logicalName)) {
        throw refused(flowFailure(name, `The connection reference ${logicalName} does not exist.`));
      }
    }
  }
}

function isInEnvironment(store: Store, logicalName: string): boolean {
  return rowWith(store, 'connectionreference', { connectionreferencelogicalname: logicalName }) !== undefined;
}

/** Logical names of the connection references that a flow uses; that its file is JSON was seen before. */
function connectionReferencesOf({ parts }: SolutionPackage, path: string): string[] {
  const file = JSON.parse(textOf(parts.get(partName(path)))) as FlowFile | null;
  return Object.values(file?.properties?.connectionReferences ?? {}).flatMap(
    (reference) => reference?.connection?.connectionReferenceLogicalName ?? [],
  );
}
