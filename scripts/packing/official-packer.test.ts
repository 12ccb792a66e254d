import { strToU8 } from 'fflate';
import { packFolder } from '../../solution-package';
import { smallFolder } from '../../solution-package/testing/small-folder';
import { differencesBetween } from './compare-packages';
import { findOfficialPacker, harmfulWarnings } from './official-packer';

test('a machine without pac and without SOLUTION_PACKAGER has no official packer', () => {
  const path = process.env['PATH'];
  process.env['PATH'] = '';
  try {
    expect(findOfficialPacker({})).toBeUndefined();
  } finally {
    process.env['PATH'] = path;
  }
});

test('a SOLUTION_PACKAGER that is not there is an error, not silence', () => {
  expect(() => findOfficialPacker({ SOLUTION_PACKAGER: '/nowhere/SolutionPackager.exe' })).toThrow(
    'is not there',
  );
});

const connectorWarning = `Following root components are not defined in customizations:
  Type='Connector', Id (or schema name)='{b2f4b5e9-6c0b-4d0e-9a2a-5b1f0c7d3e64}'.


Managed Pack complete.

1 warnings encountered`;

test('the warning that every connector gets is harmless, any other is not', () => {
  expect(harmfulWarnings(connectorWarning)).toEqual([]);
  expect(harmfulWarnings(connectorWarning.replace('1 warnings', '2 warnings'))).not.toEqual([]);
  expect(harmfulWarnings(connectorWarning.replace("'Connector'", "'CustomControl'"))).toHaveLength(1);
  expect(harmfulWarnings('Component already in the list CONNECTOR/A\n\n1 warnings encountered')).toHaveLength(
    1,
  );
});

test('packages differ by parts and by what XML says, not by how it is written', () => {
  const parts = new Map(packFolder(smallFolder(), 'managed'));
  const other = new Map(parts);
  const text = new TextDecoder().decode(parts.get('solution.xml'));
  other.set('solution.xml', strToU8(text.replace(/\r\n */g, '').replace(/<!--.*?-->/g, '')));
  expect(differencesBetween(parts, other)).toEqual([]);
  other.set('solution.xml', strToU8(text.replace('<Managed>1', '<Managed>0')));
  other.delete('[Content_Types].xml');
  other.set('new.js', strToU8(''));
  expect(differencesBetween(parts, other)).toEqual([
    '[Content_Types].xml is in ours only',
    'new.js is in theirs only',
    'solution.xml differs',
  ]);
});
