import { strToU8 } from 'fflate';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectorParts } from '../folder/connector-parts';
import { controlParts } from '../folder/control-parts';
import { layIn } from '../folder/lay-in';
import { readFolder, type SolutionFolder } from '../folder/solution-folder';

const root = join(__dirname, '..', '..');

/** Version of everything in the fixture. */
export const fixtureVersion = '3.2.1';

/** Build output of a small control, for tests. */
export function controlOutput(): Map<string, Uint8Array> {
  return new Map([
    [
      'ControlManifest.xml',
      strToU8(
        `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><manifest><control namespace="Small" constructor="Control" version="${fixtureVersion}" display-name-key="Small" control-type="virtual" preview-image="img/preview.png"><property name="value" of-type="SingleLine.Text" usage="bound"/><resources><code path="bundle.js" order="1"/><platform-library name="React" version="16.14.0"/><resx path="strings/Small.1033.resx" version="1.0.0"/></resources></control></manifest>`,
      ),
    ],
    ['bundle.js', strToU8('var Small={};')],
    ['bundle.js.LICENSE.txt', strToU8('module comments')],
    ['img/preview.png', strToU8('png')],
    ['strings/Small.1033.resx', strToU8('<root/>')],
  ]);
}

/** A small connector's folder, for tests. */
export function connectorSource(): Map<string, Uint8Array> {
  const definition = {
    swagger: '2.0',
    info: { title: 'Small & simple', description: 'A connector.', version: fixtureVersion },
    paths: { '/things': { get: { operationId: 'ListThings' } } },
  };
  const properties = {
    properties: {
      connectionParameters: { api_key: { type: 'securestring' } },
      iconBrandColor: '#123abc',
      scriptOperations: ['ListThings'],
      policyTemplateInstances: [
        {
          templateId: 'dynamichosturl',
          title: 'Route',
          parameters: { 'x-ms-apimTemplateParameter.urlTemplate': '@x' },
        },
      ],
    },
  };
  return new Map([
    ['apiDefinition.swagger.json', strToU8(JSON.stringify(definition))],
    ['apiProperties.json', strToU8(JSON.stringify(properties))],
    ['icon.png', strToU8('GIF89a')],
    ['script.csx', strToU8('public class Script : ScriptBase {}')],
    ['README.md', strToU8('not for the zip')],
  ]);
}

/** The project's own solution folder with the small control and connector laid in. */
export function smallFolder(): Map<string, Uint8Array> {
  const source = readFolder(join(root, 'solution', 'src'));
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const identity = { id: '0a0b0c0d-1111-4222-8333-444455556666', name: 'sgm_small' };
  const laidIn: SolutionFolder = layIn(source, [
    connectorParts(connectorSource(), identity),
    controlParts(controlOutput(), 'sgm'),
  ]);
  const folder = new Map(laidIn);
  replaceIn(folder, 'Other/Solution.xml', `<Version>${version}.0<`, `<Version>${fixtureVersion}.0<`);
  return folder;
}

/** Changes the text of one file; the change must be one. */
export function replaceIn(
  files: Map<string, Uint8Array>,
  path: string,
  from: string | RegExp,
  to: string,
): void {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(files.get(path));
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`${path} does not hold ${String(from)}.`);
  files.set(path, strToU8(changed));
}
