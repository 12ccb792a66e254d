import { strToU8, zipSync } from 'fflate';

/** Parts of a small right solution with one control and one connector, for tests to break. */
export interface PackageFixture {
  readonly uniqueName?: string;
  readonly version?: string;
  readonly managed?: '0' | '1';
  readonly publisher?: string;
  readonly prefix?: string;
  /** Raw XML inside MissingDependencies. */
  readonly missingDependencies?: string;
}

export const fixtureControl = 'abc_Sample.Control';
export const fixtureConnectorId = '11111111-2222-4333-8444-555555555555';

/** Part names to text, in the order of a real zip. */
export function packageParts(facts: PackageFixture = {}): Map<string, string> {
  return new Map([
    ['customizations.xml', customizations],
    ['solution.xml', manifest(facts)],
    [`Controls/${fixtureControl}/ControlManifest.xml`, controlManifest],
    [`Controls/${fixtureControl}/bundle.js`, 'var Sample={Control:function(){}};'],
    [
      'Connector/abc_sample_openapidefinition.json',
      '{"swagger":"2.0","info":{"version":"1.0.0"},"paths":{"/things":{"get":{"operationId":"ListThings"}}}}',
    ],
    ['Connector/abc_sample_connectionparameters.json', '{"api_key":{"type":"securestring"}}'],
    ['Connector/abc_sample_policytemplateinstances.json', '[]'],
    ['Connector/abc_sample_customcodeblobcontent.csx', 'public class Script : ScriptBase {}'],
    ['Connector/abc_sample_iconblob.Png', 'GIF89a'],
    ['[Content_Types].xml', contentTypes],
  ]);
}

/** Changes the text of a part; the change must be one. */
export function swapIn(
  parts: Map<string, string | Uint8Array>,
  part: string,
  from: string | RegExp,
  to: string,
): void {
  const text = String(parts.get(part));
  const swapped = text.replace(from, to);
  if (swapped === text) throw new Error(`Nothing to swap in ${part}.`);
  parts.set(part, swapped);
}

export const fixtureFormId = '33333333-2222-4333-8444-555555555555';

export interface FormFixture {
  readonly table?: string;
  readonly control?: string;
  readonly column?: string;
  readonly classId?: string;
  /** Id of the field that the control is described for. */
  readonly describes?: string;
  /** Behavior of the table's root component; 2 lists the form by itself. */
  readonly behavior?: 0 | 2;
}

/** Adds a main form with one field that the fixture's control is on. */
export function addForm(
  parts: Map<string, string | Uint8Array>,
  {
    table = 'msdynmkt_segmentdefinition',
    control = fixtureControl,
    column = 'msdynmkt_name',
    classId = 'F9A8A302-114E-466A-B582-6771B2AE0D92',
    describes = '66666666-2222-4333-8444-555555555555',
    behavior = 2,
  }: FormFixture = {},
): void {
  const field = `<tabs><tab><control id="${column}" classid="{${classId}}" datafieldname="${column}" uniqueid="{66666666-2222-4333-8444-555555555555}" /></tab></tabs>`;
  const description = `<controlDescriptions><controlDescription forControl="{${describes}}"><customControl formFactor="2" name="${control}" /></controlDescription></controlDescriptions>`;
  swapIn(
    parts,
    'customizations.xml',
    '<Entities />',
    `<Entities><Entity><Name>${table}</Name><FormXml><forms type="main"><systemform><formid>{${fixtureFormId}}</formid><form>${field}${description}</form><LocalizedNames><LocalizedName description="A form" languagecode="1033" /></LocalizedNames></systemform></forms></FormXml></Entity></Entities>`,
  );
  const listed = behavior === 2 ? `<RootComponent type="60" id="{${fixtureFormId}}" behavior="0" />` : '';
  swapIn(
    parts,
    'solution.xml',
    '<RootComponents>',
    `<RootComponents><RootComponent type="1" schemaName="${table}" behavior="${behavior}" />${listed}`,
  );
}

export function zipOf(parts: ReadonlyMap<string, string | Uint8Array>): Uint8Array {
  const entries = Array.from(parts, ([name, content]): [string, Uint8Array] => [
    name,
    typeof content === 'string' ? strToU8(content) : content,
  ]);
  return zipSync(Object.fromEntries(entries));
}

function manifest({
  uniqueName = 'Sample',
  version = '1.0.0',
  managed = '1',
  publisher = 'abcpublisher',
  prefix = 'abc',
  missingDependencies = '',
}: PackageFixture): string {
  return `<ImportExportXml version="9.1.0.643" SolutionPackageVersion="9.1" languagecode="1033" generatedBy="CrmLive" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <SolutionManifest>
    <UniqueName>${uniqueName}</UniqueName>
    <LocalizedNames><LocalizedName description="Sample solution" languagecode="1033" /></LocalizedNames>
    <Descriptions />
    <Version>${version}</Version>
    <Managed>${managed}</Managed>
    <Publisher>
      <UniqueName>${publisher}</UniqueName>
      <LocalizedNames><LocalizedName description="ABC" languagecode="1033" /></LocalizedNames>
      <CustomizationPrefix>${prefix}</CustomizationPrefix>
      <CustomizationOptionValuePrefix>12345</CustomizationOptionValuePrefix>
    </Publisher>
    <RootComponents>
      <RootComponent type="372" id="{${fixtureConnectorId}}" schemaName="abc_sample" behavior="0" />
      <RootComponent type="66" schemaName="${fixtureControl}" behavior="0" />
    </RootComponents>
    <MissingDependencies>${missingDependencies}</MissingDependencies>
  </SolutionManifest>
</ImportExportXml>`;
}

const customizations = `<ImportExportXml xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <Entities />
  <CustomControls>
    <CustomControl>
      <Name>${fixtureControl}</Name>
      <FileName>/Controls/${fixtureControl}/ControlManifest.xml</FileName>
    </CustomControl>
  </CustomControls>
  <Connectors>
    <Connector>
      <connectorid>${fixtureConnectorId}</connectorid>
      <description>Sample</description>
      <displayname>Sample</displayname>
      <iconbrandcolor>#123456</iconbrandcolor>
      <name>abc_sample</name>
      <connectortype>1</connectortype>
      <scriptoperations>["ListThings"]</scriptoperations>
      <openapidefinition>/Connector/abc_sample_openapidefinition.json</openapidefinition>
      <connectionparameters>/Connector/abc_sample_connectionparameters.json</connectionparameters>
      <policytemplateinstances>/Connector/abc_sample_policytemplateinstances.json</policytemplateinstances>
      <customcodeblobcontent>/Connector/abc_sample_customcodeblobcontent.csx</customcodeblobcontent>
      <iconblob>/Connector/abc_sample_iconblob.Png</iconblob>
    </Connector>
  </Connectors>
  <Languages><Language>1033</Language></Languages>
</ImportExportXml>`;

const controlManifest = `<manifest>
  <control namespace="Sample" constructor="Control" version="1.0.0" display-name-key="Sample" control-type="virtual">
    <property name="value" of-type="SingleLine.Text" usage="bound" required="true"/>
    <resources><code path="bundle.js" order="1"/><platform-library name="React" version="16.14.0"/></resources>
  </control>
</manifest>`;

const contentTypes =
  '<?xml version="1.0" encoding="utf-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="text/xml" /><Default Extension="js" ContentType="application/octet-stream" /><Default Extension="json" ContentType="application/octet-stream" /><Default Extension="csx" ContentType="application/octet-stream" /><Default Extension="Png" ContentType="application/octet-stream" /></Types>';
