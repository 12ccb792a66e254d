import { badZip, judgePackage, readZip, ZipRefusal, type SolutionPackage } from '../../solution-package';
import { checkScripts } from './check-scripts';
import { checkSupported } from './check-supported';
import { importRefusal, refused } from './import-refusal';

/** Largest zip that Dataverse imports. Source: solution concepts. */
const largestSolutionBytes = 95 * 1024 * 1024;

/**
 * Opens the bytes of a solution file.
 * @param fileBytes the environment's limit for one file of a control.
 * @throws DataverseError for what is not supported here, and with the first reason for which Dataverse refuses it without looking at the environment.
 */
export function openPackage(bytes: Uint8Array, fileBytes: number): SolutionPackage {
  if (bytes.length > largestSolutionBytes) {
    throw importRefusal('tooLarge', 'The import file is too large to upload.');
  }
  const { solution, findings } = judgePackage(partsOf(bytes), { fileBytes });
  if (solution) checkSupported(solution);
  const refusal = findings.find((finding) => finding.refusal)?.refusal;
  if (refusal || !solution) throw refused(refusal ?? badZip);
  checkScripts(solution);
  return solution;
}

function partsOf(bytes: Uint8Array): Map<string, Uint8Array> {
  try {
    return readZip(bytes);
  } catch (error) {
    if (!(error instanceof ZipRefusal)) throw error;
    if (error.reason === 'not a zip') throw refused(badZip);
    if (error.reason === 'too large') {
      throw importRefusal('tooLarge', `The import file is too large to upload. ${error.message}`);
    }
    throw importRefusal('invalidFile', `Invalid Import File. ${error.message}`);
  }
}
