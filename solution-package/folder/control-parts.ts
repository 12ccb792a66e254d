import { readControlManifest } from '../control-manifest';
import { componentType, type RootComponent } from '../solution-package';
import { PackFailure, type SolutionFolder } from './solution-folder';

/** Files for the solution folder and the root component that declares them. */
export interface LaidInParts {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly rootComponent: RootComponent;
}

/**
 * Lays a control's build output into the solution folder as the cdsproj build does: below the name
 * `<prefix>_<namespace>.<constructor>`, with its data node. Only what the manifest names goes along, as in an
 * export of Dataverse's own; webpack's list of module comments beside the bundle does not.
 * @throws PackFailure when a file that the manifest names is missing.
 */
export function controlParts(output: SolutionFolder, prefix: string): LaidInParts {
  const manifestBytes = output.get('ControlManifest.xml');
  if (!manifestBytes) throw new PackFailure('The build output of the control has no ControlManifest.xml.');
  const manifest = readControlManifest(manifestBytes, 'ControlManifest.xml');
  const name = `${prefix}_${manifest.namespace}.${manifest.constructorName}`;
  const folder = `Controls/${name}`;
  const files = new Map([
    [`${folder}/ControlManifest.xml`, manifestBytes],
    [`${folder}/ControlManifest.xml.data.xml`, dataNode(name)],
  ]);
  for (const file of manifest.files) {
    const bytes = output.get(file);
    if (!bytes)
      throw new PackFailure(`The control's manifest names ${file}, but its build output has no such file.`);
    files.set(`${folder}/${file}`, bytes);
  }
  return { files, rootComponent: { type: componentType.customControl, schemaName: name } };
}

function dataNode(name: string): Uint8Array {
  return new TextEncoder().encode(
    [
      '<?xml version="1.0" encoding="utf-8"?>',
      '<CustomControl xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
      `  <Name>${name}</Name>`,
      `  <FileName>/Controls/${name}/ControlManifest.xml</FileName>`,
      '</CustomControl>',
      '',
    ].join('\n'),
  );
}
