import { readControlManifest } from './control-manifest';

const read = (inside: string, attributes = '') =>
  readControlManifest(
    `<manifest><control ${attributes}>${inside}</control></manifest>`,
    'ControlManifest.xml',
  );

test('a manifest is read with all that it names', () => {
  const manifest = read(
    `<type-group name="texts"><type> SingleLine.Text </type><type>Multiple</type></type-group>
     <property name="value" of-type="Multiple" usage="bound"/>
     <property name="height" of-type-group="texts" usage="input" default-value="20"/>
     <property name="chosen" of-type-group="unknown" usage="output"/>
     <feature-usage><uses-feature name="WebAPI" required="true"/><uses-feature name="Utility"/></feature-usage>
     <resources>
       <code path="bundle.js" order="1"/>
       <css path="css/a.css"/><css path="css/b.css"/>
       <resx path="strings/A.1033.resx"/>
       <img path="img/icon.png"/><img path=""/><html/>
       <library name="x" version="1"/>
       <platform-library name="React" version="16.14.0"/><platform-library name="Fluent" version="8.29.0"/>
     </resources>`,
    'namespace="Sample" constructor="Control" version="1.2.3" control-type="virtual" preview-image="img/preview.png"',
  );
  expect(manifest).toEqual({
    namespace: 'Sample',
    constructorName: 'Control',
    version: '1.2.3',
    kind: 'virtual',
    properties: [
      { name: 'value', type: 'Multiple', usage: 'bound', defaultValue: undefined },
      { name: 'height', type: 'SingleLine.Text', usage: 'input', defaultValue: '20' },
      { name: 'chosen', type: '', usage: 'output', defaultValue: undefined },
    ],
    codePath: 'bundle.js',
    styles: ['css/a.css', 'css/b.css'],
    resx: ['strings/A.1033.resx'],
    platformLibraries: { React: '16.14.0', Fluent: '8.29.0' },
    features: ['WebAPI', 'Utility'],
    files: ['img/preview.png', 'bundle.js', 'css/a.css', 'css/b.css', 'strings/A.1033.resx', 'img/icon.png'],
  });
});

test('a manifest that says nothing is read as that', () => {
  const nothing = {
    namespace: '',
    constructorName: '',
    version: '',
    kind: 'standard',
    properties: [],
    codePath: undefined,
    styles: [],
    resx: [],
    platformLibraries: {},
    features: [],
    files: [],
  };
  expect(read('')).toEqual(nothing);
  expect(readControlManifest('<manifest/>', 'ControlManifest.xml')).toEqual(nothing);
});

test('names that are missing are empty', () => {
  const manifest = read(
    `<type-group><type>Whole.None</type></type-group><type-group name="empty"/>
     <property usage="bound"/><property of-type-group="empty" usage="input"/>
     <feature-usage><uses-feature/></feature-usage>
     <resources><css/><resx/><platform-library/></resources>`,
    'control-type="standard"',
  );
  expect(manifest).toMatchObject({
    kind: 'standard',
    properties: [
      { name: '', type: 'Whole.None' },
      { name: '', type: '' },
    ],
    styles: [''],
    resx: [''],
    platformLibraries: { '': '' },
    features: [''],
    files: [],
  });
});

test('a manifest that is no XML is refused with its place', () => {
  expect(() => readControlManifest('<manifest><control>', 'Controls/x/ControlManifest.xml')).toThrow(
    'Controls/x/ControlManifest.xml',
  );
});
