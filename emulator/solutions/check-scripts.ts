import { textOf } from '../../markup/read-xml';
import { connectorFailure, partName, type SolutionPackage } from '../../solution-package';
import { syntaxMistakeIn } from '../connector-runtime';
import { refused } from './import-refusal';

/**
 * Refuses a connector whose script does not parse, where there is a compiler to say so.
 * @throws DataverseError
 */
export function checkScripts({ connectors, parts }: SolutionPackage): void {
  for (const { name, columns } of connectors) {
    const script = parts.get(partName(columns.get('customcodeblobcontent') ?? ''));
    const mistake = script && syntaxMistakeIn(textOf(script));
    if (mistake !== undefined) throw refused(connectorFailure(name, `the script does not parse: ${mistake}`));
  }
}
