import { breachesOfOperations } from './test-data/breaches-of-operations';
import { breachesOfSchemas } from './test-data/breaches-of-schemas';
import { readDefinition } from './definition';
import { findingsOf } from './rule';
import { changed, sampleDefinition, type Change } from './test-data/sample-definition';
import { definitionRules } from './validate-connector';

const breaches = [...breachesOfOperations, ...breachesOfSchemas];

function findings(changes: readonly Change[]) {
  return findingsOf('file', definitionRules, readDefinition(changed(sampleDefinition(), changes)));
}

describe('the rules over a definition', () => {
  it('find nothing in the sample', () => {
    expect(findings([])).toEqual([]);
  });

  const cases = breaches.map(([rule, changes, pointer]) => ({ rule, changes, pointer }));

  it.each(cases)('$rule finds a breach (%#)', ({ rule, changes, pointer }) => {
    const found = findings(changes).filter((finding) => finding.rule === rule);
    expect(found).not.toEqual([]);
    if (pointer !== undefined) expect(found.map((finding) => finding.pointer)).toContain(pointer);
    expect(found[0]?.message).toMatch(/\w/);
  });

  it('are each broken by a test', () => {
    const tested = breaches.map(([rule]) => rule);
    expect(definitionRules.map(({ name }) => name).filter((name) => !tested.includes(name))).toEqual([]);
    expect(tested.filter((rule) => !definitionRules.some(({ name }) => name === rule))).toEqual([]);
  });

  it('have names that are unique', () => {
    expect(new Set(definitionRules.map(({ name }) => name)).size).toBe(definitionRules.length);
  });

  it.each([
    {},
    { paths: [] },
    { paths: { '/a': { get: 'x' } }, definitions: 'y' },
    { paths: { '/a': { get: { parameters: [null, 3], responses: [] } } } },
  ])('survive a document of another shape: %j', (document) => {
    expect(() => findingsOf('file', definitionRules, readDefinition(document))).not.toThrow();
  });
});
