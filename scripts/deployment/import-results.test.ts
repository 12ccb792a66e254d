import { readImportResults } from './import-results';

/** In the shape of the sample in Microsoft's "Work with solutions". */
const data = `<?xml version="1.0" encoding="utf-16"?>
<importexportxml start="634224017519682730" stop="634224017609764033" progress="80" processed="true">
 <solutionManifests>
  <solutionManifest languagecode="1033" id="sample" LocalizedName="Sample Solution" processed="true">
   <UniqueName>sample</UniqueName>
   <Descriptions><Description description="By &lt;somebody&gt;" languagecode="1033" /></Descriptions>
   <result result="failure" errorcode="0x80048033" errortext="It failed." datetimeticks="0" />
   <results />
  </solutionManifest>
 </solutionManifests>
 <optionSets>
  <optionSet id="sample_set" LocalizedName="Set" processed="true"><result result="success" errorcode="0" errortext="" /></optionSet>
 </optionSets>
 <nodes><node name="Old" id="{1}"><result result="warning" errortext="Deprecated action" /></node><node id="2"><result result="unprocessed" /></node></nodes>
</importexportxml>`;

test('results are read wherever they stand', () => {
  expect(readImportResults(data)).toEqual([
    {
      kind: 'solutionManifest',
      name: 'Sample Solution',
      result: 'failure',
      reason: 'It failed. (0x80048033)',
    },
    { kind: 'optionSet', name: 'Set', result: 'success', reason: '' },
    { kind: 'node', name: 'Old', result: 'warning', reason: 'Deprecated action' },
  ]);
});

test.each(['', 'not XML', '<importexportxml'])('data like "%s" gives no results', (text) => {
  expect(readImportResults(text)).toEqual([]);
});
