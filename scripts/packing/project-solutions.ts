import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  connectorParts,
  controlParts,
  layIn,
  publisherPrefixIn,
  readFolder,
  withManagedForms,
  type SolutionFolder,
} from '../../solution-package';
import { buildControl } from '../building';

export const connectorIdentity = {
  id: 'b2f4b5e9-6c0b-4d0e-9a2a-5b1f0c7d3e64',
  name: 'sgm_segmentmembers',
} as const;

/** A solution of this project: its name, and how its folder comes together. */
export interface ProjectSolution {
  readonly name: string;
  /** Packed only when it is asked for. */
  readonly optional?: boolean;
  folder(root: string, say: (line: string) => void): Promise<SolutionFolder>;
}

/** In the order in which they are to be imported. */
const projectSolutions: readonly ProjectSolution[] = [
  { name: 'SegmentMembers', folder: segmentMembersFolder },
  { name: 'SegmentMembersFlows', folder: sampleFlowsFolder },
  { name: 'SegmentMembersForm', optional: true, folder: formFolder },
];

/** The one version of everything that ships. */
export function projectVersion(root: string): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return version;
}

async function segmentMembersFolder(root: string, say: (line: string) => void): Promise<SolutionFolder> {
  const control = await buildControl({ root, say });
  const source = readFolder(join(root, 'solution', 'src'));
  return layIn(source, [
    connectorParts(readFolder(join(root, 'connector')), connectorIdentity),
    controlParts(readFolder(control.folder), publisherPrefixIn(source)),
  ]);
}

/** The solutions to pack: all, or those that are not optional. */
export function solutionsToPack({ optional }: { readonly optional: boolean }): readonly ProjectSolution[] {
  return projectSolutions.filter((solution) => optional || solution.optional !== true);
}

/** Every solution's folder with everything laid in, in the order of import. */
export async function foldersToPack(
  root: string,
  say: (line: string) => void,
  { optional }: { readonly optional: boolean },
): Promise<{ name: string; folder: SolutionFolder }[]> {
  const folders: { name: string; folder: SolutionFolder }[] = [];
  for (const { name, folder } of solutionsToPack({ optional }))
    folders.push({ name, folder: await folder(root, say) });
  return folders;
}

/** Nothing is laid in: flows, connection references and environment variables are files of the folder itself. */
function sampleFlowsFolder(root: string): Promise<SolutionFolder> {
  return Promise.resolve(readFolder(join(root, 'solution', 'flows')));
}

function formFolder(root: string): Promise<SolutionFolder> {
  return Promise.resolve(withManagedForms(readFolder(join(root, 'solution', 'form'))));
}
