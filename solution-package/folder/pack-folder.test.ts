import { strToU8 } from 'fflate';
import { readSolutionPackage } from '../read-package';
import { readZip } from '../read-zip';
import { connectorSource, controlOutput, smallFolder } from '../testing/small-folder';
import { connectorParts } from './connector-parts';
import { controlParts } from './control-parts';
import { packFolder } from './pack-folder';
import { writeZip } from '../write-zip';

const text = (bytes: Uint8Array | undefined) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
const control = 'Controls/sgm_Small.Control';
const connector = 'Connector/sgm_small';

test('parts come in the order of Microsoft’s packer', () => {
  expect(Array.from(packFolder(smallFolder(), 'managed').keys())).toEqual([
    'customizations.xml',
    'solution.xml',
    `${control}/ControlManifest.xml`,
    `${control}/bundle.js`,
    `${control}/img/preview.png`,
    `${control}/strings/Small.1033.resx`,
    `${connector}_connectionparameters.json`,
    `${connector}_customcodeblobcontent.csx`,
    `${connector}_iconblob.Png`,
    `${connector}_openapidefinition.json`,
    `${connector}_policytemplateinstances.json`,
    '[Content_Types].xml',
  ]);
});

test('XML has a byte order mark, a declaration, CRLF, two spaces and no line end at the end', () => {
  const parts = packFolder(smallFolder(), 'managed');
  for (const name of ['solution.xml', 'customizations.xml']) {
    const xml = text(parts.get(name));
    expect(xml.startsWith('\uFEFF<?xml version="1.0" encoding="utf-8"?>\r\n<ImportExportXml ')).toBe(true);
    expect(xml.endsWith('</ImportExportXml>')).toBe(true);
    expect(xml.replace(/\r\n/g, '')).not.toContain('\n');
  }
  expect(text(parts.get('customizations.xml'))).toContain(
    '\r\n  <CustomControls>\r\n    <CustomControl>\r\n      <Name>sgm_Small.Control</Name>\r\n',
  );
  expect(text(parts.get('customizations.xml'))).toContain('<displayname>Small &amp; simple</displayname>');
});

test('content types are those that Microsoft’s packer writes', () => {
  expect(text(packFolder(smallFolder(), 'managed').get('[Content_Types].xml'))).toBe(
    '\uFEFF<?xml version="1.0" encoding="utf-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
      '<Default Extension="xml" ContentType="text/xml" />' +
      ['js', 'png', 'resx', 'json', 'csx', 'Png']
        .map((extension) => `<Default Extension="${extension}" ContentType="application/octet-stream" />`)
        .join('') +
      `<Override PartName="/${control}/ControlManifest.xml" ContentType="application/octet-stream" /></Types>`,
  );
});

test('managed and unmanaged differ in one element only', () => {
  const managed = packFolder(smallFolder(), 'managed');
  const unmanaged = packFolder(smallFolder(), 'unmanaged');
  const differing = Array.from(managed.keys()).filter(
    (part) => text(managed.get(part)) !== text(unmanaged.get(part)),
  );
  expect(differing).toEqual(['solution.xml']);
  expect(text(managed.get('solution.xml')).replace('<Managed>1<', '<Managed>0<')).toBe(
    text(unmanaged.get('solution.xml')),
  );
});

test('a connector becomes a node, its parts and a root component', () => {
  const parts = packFolder(smallFolder(), 'managed');
  const { connectors, manifest } = readSolutionPackage(parts);
  expect(Object.fromEntries(connectors[0]?.columns ?? [])).toEqual({
    connectorid: '0a0b0c0d-1111-4222-8333-444455556666',
    description: 'A connector.',
    displayname: 'Small & simple',
    iconbrandcolor: '#123abc',
    name: 'sgm_small',
    connectortype: '1',
    scriptoperations: '["ListThings"]',
    openapidefinition: `/${connector}_openapidefinition.json`,
    connectionparameters: `/${connector}_connectionparameters.json`,
    policytemplateinstances: `/${connector}_policytemplateinstances.json`,
    customcodeblobcontent: `/${connector}_customcodeblobcontent.csx`,
    iconblob: `/${connector}_iconblob.Png`,
  });
  expect(JSON.parse(text(parts.get(`${connector}_policytemplateinstances.json`)))).toEqual([
    {
      TemplateId: 'dynamichosturl',
      Title: 'Route',
      Parameters: { 'x-ms-apimTemplateParameter.urlTemplate': '@x' },
    },
  ]);
  expect(manifest.rootComponents).toEqual([
    { type: 372, id: '0a0b0c0d-1111-4222-8333-444455556666', schemaName: 'sgm_small', behavior: 0 },
    { type: 66, schemaName: 'sgm_Small.Control', behavior: 0 },
  ]);
});

test('what a policy is and where a sign-in comes back to stay in the zip, as in exports', () => {
  const folder = new Map(connectorSource());
  const setting = { type: 'oauthSetting', oAuthSettings: { identityProvider: 'aad' } };
  const policy = { templateId: 'pollingtrigger', title: 'Poll', type: 'PollingTrigger', parameters: {} };
  const properties = { connectionParameters: { token: setting }, policyTemplateInstances: [policy] };
  folder.set('apiProperties.json', strToU8(JSON.stringify({ properties })));
  const { files } = connectorParts(folder, { id: 'an id', name: 'sgm_small' });
  const json = (part: string) => JSON.parse(text(files.get(`Connectors/sgm_small_${part}.json`))) as unknown;
  expect(json('policytemplateinstances')).toEqual([
    { TemplateId: 'pollingtrigger', Title: 'Poll', Type: 'PollingTrigger', Parameters: {} },
  ]);
  expect(json('connectionparameters')).toEqual({
    token: {
      type: 'oauthSetting',
      oAuthSettings: {
        redirectUrl: 'https://global.consent.azure-apim.net/redirect/small',
        identityProvider: 'aad',
      },
    },
  });
});

test('the zip has the same bytes every time and in every time zone', () => {
  const zone = process.env['TZ'];
  const zips = ['UTC', 'Pacific/Auckland', 'America/Los_Angeles'].map((name) => {
    process.env['TZ'] = name;
    return Buffer.from(writeZip(packFolder(smallFolder(), 'managed'))).toString('base64');
  });
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
  expect(new Set(zips).size).toBe(1);
});

test('the zip holds the parts in order, without folder entries', () => {
  const parts = packFolder(smallFolder(), 'managed');
  const zip = readZip(writeZip(parts));
  expect(Array.from(zip.keys())).toEqual(Array.from(parts.keys()));
  for (const [name, bytes] of parts)
    expect(Buffer.from(zip.get(name) ?? []).equals(Buffer.from(bytes))).toBe(true);
});

test('a file that Microsoft’s packer would leave out or pack raw is refused', () => {
  const stray = smallFolder().set('Connectors/notes.txt', strToU8('x'));
  expect(() => packFolder(stray, 'managed')).toThrow('Connectors/notes.txt');
  const withoutPlace = smallFolder();
  const path = 'Other/Customizations.xml';
  withoutPlace.set(
    path,
    strToU8(text(withoutPlace.get(path)).replace('<Connectors />', '').replace('\uFEFF', '')),
  );
  expect(() => packFolder(withoutPlace, 'managed')).toThrow('Connectors/sgm_small.xml');
});

test('a file that the control’s manifest names must be in its build output', () => {
  const output = controlOutput();
  output.delete('img/preview.png');
  expect(() => controlParts(output, 'sgm')).toThrow('names img/preview.png');
});
