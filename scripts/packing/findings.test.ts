import { packFolder } from '../../solution-package';
import { fixtureVersion, smallFolder } from '../../solution-package/testing/small-folder';
import { refuseFindings } from './findings';

test('everything that is wrong with a package is said at once', () => {
  const parts = new Map(packFolder(smallFolder(), 'managed'));
  refuseFindings(parts, fixtureVersion);
  parts.delete('Controls/sgm_Small.Control/bundle.js');
  parts.delete('Connector/sgm_small_iconblob.Png');
  expect(() => {
    refuseFindings(parts, fixtureVersion);
  }).toThrow(/bundle\.js[^]*iconblob\.Png/);
});
