import { badZipMessage, importRefusal } from './import-refusal';
import { readSolutionPackage, requiredParts, type SolutionPackage } from './solution-package';
import { XmlFault } from './xml';
import { readZip, ZipRefusal } from './zip-archive';

/** Largest zip that Dataverse imports. Source: solution concepts. */
const largestSolutionBytes = 95 * 1024 * 1024;

/**
 * Opens the bytes of a solution file.
 * @throws DataverseError for anything that is no solution: no zip, a hostile zip, a part missing, broken XML.
 */
export function openPackage(bytes: Uint8Array): SolutionPackage {
  if (bytes.length > largestSolutionBytes) {
    throw importRefusal('tooLarge', 'The import file is too large to upload.');
  }
  const parts = partsOf(bytes);
  if (requiredParts.some((part) => !parts.has(part))) throw importRefusal('badZip', badZipMessage);
  try {
    return readSolutionPackage(parts);
  } catch (error) {
    if (!(error instanceof XmlFault)) throw error;
    throw importRefusal(
      'notWellFormed',
      `Invalid customization file. This file is not well formed. ${error.message}`,
    );
  }
}

function partsOf(bytes: Uint8Array): Map<string, Uint8Array> {
  try {
    return readZip(bytes);
  } catch (error) {
    if (!(error instanceof ZipRefusal)) throw error;
    if (error.reason === 'not a zip') throw importRefusal('badZip', badZipMessage);
    if (error.reason === 'too large') {
      throw importRefusal('tooLarge', `The import file is too large to upload. ${error.message}`);
    }
    throw importRefusal('invalidFile', `Invalid Import File. ${error.message}`);
  }
}
