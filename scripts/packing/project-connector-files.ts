import { join } from 'node:path';
import { readFolder, type SolutionFolder } from '../../solution-package';
import { withoutReferences } from './inline-references';
import { changed, withPublisher, type Publisher } from './publisher';

/** The files of the connector as they ship: with the publisher, and without references. */
export function projectConnectorFiles(root: string, publisher: Publisher): SolutionFolder {
  const files = [...readFolder(join(root, 'connector'))].filter(([path]) => !path.includes('/'));
  const connector = withPublisher(new Map(files), publisher);
  const file = 'apiDefinition.swagger.json';
  return new Map(connector).set(
    file,
    changed<Readonly<Record<string, unknown>>>(connector, file, withoutReferences),
  );
}
