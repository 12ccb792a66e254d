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
 * Flows are made when they are imported, so their connection references have to be known and the custom connectors
 * behind those have to work by then, which one that comes in the same file does not.
 * @throws DataverseError
 */
export function checkFlowConnections(store: Store, solution: SolutionPackage): void {
  const references = new Map(solution.connectionReferences.map((node) => [node.logicalName, node]));
  const own = new Map(solution.connectors.map(({ id, name }) => [id, name]));
  for (const { name, columns } of solution.workflows) {
    for (const logicalName of connectionReferencesOf(solution, columns.get('JsonFileName') ?? '')) {
      const reference = references.get(logicalName);
      if (!reference && !isInEnvironment(store, logicalName)) {
        throw refused(flowFailure(name, `The connection reference ${logicalName} does not exist.`));
      }
      const connectorId = reference?.customConnectorId ?? '';
      const connector = own.get(connectorId);
      if (connector !== undefined && store.retrieve('connector', connectorId) === undefined) {
        throw refused(
          flowFailure(
            name,
            `The connector ${connector} comes with the same solution and does not work yet. Import it in a solution of its own first.`,
          ),
        );
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
