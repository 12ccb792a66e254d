import { strToU8 } from 'fflate';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readZip } from '../read-zip';
import { packFolder } from './pack-folder';
import { smallFolder } from '../testing/small-folder';
import { readFolder, writeFolder, type PackageKind } from './solution-folder';
import { unpackParts } from './unpack-parts';
import { writeZip } from '../write-zip';

const kinds: readonly PackageKind[] = ['managed', 'unmanaged'];

function repacked(zip: Uint8Array, kind: PackageKind): Uint8Array {
  return writeZip(packFolder(unpackParts(readZip(zip)), kind));
}

test.each(kinds)('packing what was unpacked from a %s zip gives the same bytes', (kind) => {
  const zip = writeZip(packFolder(smallFolder(), kind));
  expect(Buffer.from(repacked(zip, kind)).equals(Buffer.from(zip))).toBe(true);
});

test('the folder has the layout of pac solution unpack', () => {
  const folder = unpackParts(packFolder(smallFolder(), 'managed'));
  expect(Array.from(folder.keys()).sort()).toEqual([
    'Connectors/sgm_small.xml',
    'Connectors/sgm_small_connectionparameters.json',
    'Connectors/sgm_small_customcodeblobcontent.csx',
    'Connectors/sgm_small_iconblob.Png',
    'Connectors/sgm_small_openapidefinition.json',
    'Connectors/sgm_small_policytemplateinstances.json',
    'Controls/sgm_Small.Control/ControlManifest.xml',
    'Controls/sgm_Small.Control/ControlManifest.xml.data.xml',
    'Controls/sgm_Small.Control/bundle.js',
    'Controls/sgm_Small.Control/img/preview.png',
    'Controls/sgm_Small.Control/strings/Small.1033.resx',
    'Other/Customizations.xml',
    'Other/Solution.xml',
  ]);
  const text = (path: string) => new TextDecoder().decode(folder.get(path));
  expect(text('Other/Customizations.xml')).toContain('<CustomControls />');
  expect(text('Other/Customizations.xml')).toContain('<Connectors />');
  expect(text('Other/Solution.xml')).toContain('<Managed>1</Managed>');
  expect(text('Controls/sgm_Small.Control/ControlManifest.xml.data.xml')).toBe(
    [
      '<?xml version="1.0" encoding="utf-8"?>',
      '<CustomControl xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
      '  <Name>sgm_Small.Control</Name>',
      '  <FileName>/Controls/sgm_Small.Control/ControlManifest.xml</FileName>',
      '</CustomControl>',
    ].join('\r\n'),
  );
});

test('a folder written and read again is the same; one that holds something is not written over', () => {
  const folder = mkdtempSync(join(tmpdir(), 'unpacked-'));
  try {
    const files = unpackParts(packFolder(smallFolder(), 'managed'));
    writeFolder(folder, files);
    expect(new Set(readFolder(folder).keys())).toEqual(new Set(files.keys()));
    expect(() => {
      writeFolder(folder, files);
    }).toThrow('is not empty');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a part that belongs to no component is named', () => {
  const parts = new Map(packFolder(smallFolder(), 'managed')).set('WebResources/sgm_page', strToU8('x'));
  expect(() => unpackParts(parts)).toThrow('WebResources/sgm_page');
});
