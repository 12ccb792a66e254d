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
import { projectConnectorFiles } from './project-connector-files';
import { readPublisher, type Publisher } from './publisher';

export const connectorIdentity = {
  id: 'b2f4b5e9-6c0b-4d0e-9a2a-5b1f0c7d3e64',
  name: 'sgm_segmentmembers',
} as const;

/** A solution of this project: its name, and how its folder comes together. */
export interface ProjectSolution {
  readonly name: string;
  /** Packed only when it is asked for. */
  readonly optional?: boolean;
  folder(root: string, say: (line: string) => void, publisher: Publisher): Promise<SolutionFolder>;
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

async function segmentMembersFolder(
  root: string,
  say: (line: string) => void,
  publisher: Publisher,
): Promise<SolutionFolder> {
  const control = await buildControl({ root, say });
  const source = readFolder(join(root, 'solution', 'src'));
  return layIn(source, [
    connectorParts(projectConnectorFiles(root, publisher), connectorIdentity),
    controlParts(readFolder(control.folder), publisherPrefixIn(source)),
  ]);
}

/** The solutions to pack: all, or those that are not optional. */
export function solutionsToPack({ optional }: { readonly optional: boolean }): readonly ProjectSolution[] {
  return projectSolutions.filter((solution) => optional || solution.optional !== true);
}

/**
 * Every solution's folder with everything laid in, in the order of import.
 * @param publisher a file with the publisher; the repository's own when absent
 */
export async function foldersToPack(
  root: string,
  say: (line: string) => void,
  { optional, publisher }: { readonly optional: boolean; readonly publisher?: string | undefined },
): Promise<{ name: string; folder: SolutionFolder }[]> {
  const folders: { name: string; folder: SolutionFolder }[] = [];
  const named = readPublisher(root, publisher);
  for (const { name, folder } of solutionsToPack({ optional }))
    folders.push({ name, folder: await folder(root, say, named) });
  return folders;
}

/** Nothing is laid in: flows, connection references and environment variables are files of the folder itself. */
function sampleFlowsFolder(root: string): Promise<SolutionFolder> {
  return Promise.resolve(readFolder(join(root, 'solution', 'flows')));
}

function formFolder(root: string): Promise<SolutionFolder> {
  return Promise.resolve(withManagedForms(readFolder(join(root, 'solution', 'form'))));
}
