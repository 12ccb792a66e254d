export { readControlManifest, type ControlManifest } from './control-manifest';
export { connectorParts } from './folder/connector-parts';
export { controlParts } from './folder/control-parts';
export { withManagedForms } from './folder/table-files';
export { layIn, publisherPrefixIn } from './folder/lay-in';
export { packFolder } from './folder/pack-folder';
export {
  byName,
  PackFailure,
  readFolder,
  writeFolder,
  type PackageKind,
  type SolutionFolder,
} from './folder/solution-folder';
export { unpackParts } from './folder/unpack-parts';
export { badZip, connectorFailure, flowFailure, importCodes, type ImportRefusal } from './import-refusal';
export { readSolutionPackage } from './read-package';
export { readZip, ZipRefusal } from './read-zip';
export { collectionOrder, defaultFileBytes, judgePackage } from './rules';
export * from './solution-package';
export { compareVersions, solutionVersion } from './solution-version';
export { writeZip } from './write-zip';
