import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FlowFile } from './flow-definition';

const folder = join(__dirname, '..', '..', 'solution', 'flows', 'Workflows');

export interface ShippedFlow {
  /** As a maker reads it, e.g. `Tell the team when a segment fails`. */
  readonly name: string;
  readonly fileName: string;
  /** The flow's row in Dataverse. */
  readonly workflowId: string;
  readonly file: FlowFile;
}

/** The flows of the solution SegmentMembersFlows, as they ship. */
export const shippedFlows: readonly ShippedFlow[] = readdirSync(folder)
  .filter((fileName) => fileName.endsWith('.json'))
  .map((fileName) => {
    const node = readFileSync(join(folder, `${fileName}.data.xml`), 'utf8');
    return {
      name: / Name="([^"]*)"/.exec(node)?.[1] ?? '',
      fileName,
      workflowId: /WorkflowId="\{([^}]*)\}"/.exec(node)?.[1] ?? '',
      file: JSON.parse(readFileSync(join(folder, fileName), 'utf8')) as FlowFile,
    };
  });
