import { lintDefinition } from './lint-connector';
import { definitionRules } from './ruleset';
import { breachesOfExtensions } from './testing/breaches-of-extensions';
import { breachesOfOperations } from './testing/breaches-of-operations';
import { breachesOfSchemas } from './testing/breaches-of-schemas';
import { changed, sampleDefinition, type Change } from './testing/sample-definition';

const breaches = [...breachesOfOperations, ...breachesOfSchemas, ...breachesOfExtensions];
const printed = (document: unknown) => JSON.stringify(document, null, 4);
const findings = (changes: readonly Change[], certification = true) =>
  lintDefinition(printed(changed(sampleDefinition(), changes)), { certification });

describe('the rules over a definition', () => {
  it('find nothing in the sample', async () => {
    expect(await findings([])).toEqual([]);
  });

  /** What connectors do that Microsoft has certified. */
  it.each<[what: string, change: Change]>([
    [
      'dashes, quotes and names with accents',
      ['/info/description', 'Sample’s items — of Jönköping’s shops… and what becomes of them.'],
    ],
    ['a description that says API', ['/info/description', 'Reads and writes items with the API of Sample.']],
    [
      'names that begin with a small letter',
      ['/definitions/NewItem/properties/name/x-ms-summary', 'iMIS ID'],
    ],
    ['blanks between categories', ['/x-ms-connector-metadata/2/propertyValue', 'Data; Productivity']],
    ['a host in the domain dev', ['/host', 'api.sample-items.dev']],
    [
      'polling that the back end keeps the state of',
      ['/paths/~1trigger~1items/get/responses/202', { description: 'Nothing new.' }],
    ],
  ])('take %s', async (_what, change) => {
    expect(await findings([change])).toEqual([]);
  });

  it('take no titles for outputs that a refusal shares with others', async () => {
    const reason = { type: 'string', title: 'Reason', description: 'Why it was refused.' };
    const schema = { type: 'object', properties: { one: reason, two: reason } };
    const found = await findings([['/paths/~1items/get/responses/400', { description: 'Refused.', schema }]]);
    expect(found.map(({ rule }) => rule)).toEqual(['OperationHasManyResponsesWithSchema']);
  });

  it('call a visibility misspelt in capitals, and understand it all the same', async () => {
    const found = await findings([['/definitions/Hook/properties/url/x-ms-visibility', 'Internal']]);
    expect(found.map(({ rule }) => rule)).toEqual(['ExtensionValueNotValid']);
  });

  const cases = breaches.map(([rule, changes, pointer]) => ({ rule, changes, pointer }));

  it.each(cases)('$rule finds a breach (%#)', async ({ rule, changes, pointer }) => {
    const found = (await findings(changes)).filter((finding) => finding.rule === rule);
    expect(found).not.toEqual([]);
    if (pointer !== undefined) expect(found.map((finding) => finding.pointer)).toContain(pointer);
    expect(found[0]?.message).toMatch(/\w/);
  });

  it('are each broken by a test', () => {
    const tested = breaches.map(([rule]) => rule);
    const names = Object.keys(definitionRules);
    expect(names.filter((name) => !tested.includes(name))).toEqual([]);
    expect(tested.filter((rule) => !names.includes(rule))).toEqual([]);
  });

  it.each([
    {},
    { paths: [] },
    { paths: { '/a': { get: 'x' } }, definitions: 'y' },
    { paths: { '/a': { get: { parameters: [null, 3], responses: [] } } } },
    { info: 3, host: {}, schemes: 'https', security: [[3]], 'x-ms-connector-metadata': {} },
  ])('survive a document of another shape: %j', async (document) => {
    expect(await lintDefinition(printed(document), { certification: false })).not.toEqual([]);
  });

  it('say the line and the column beside the pointer', async () => {
    const [found] = await findings([['/host', 'https://api.sample-items.net']]);
    const lines = printed(changed(sampleDefinition(), [['/host', 'https://api.sample-items.net']])).split(
      '\n',
    );
    expect(found?.pointer).toBe('/host');
    expect(lines[(found?.line ?? 0) - 1]?.slice((found?.column ?? 0) - 1)).toBe(
      '"https://api.sample-items.net",',
    );
  });

  it('weigh what certification rejects as an error only for those who want it', async () => {
    const change: Change = ['/info/title', 'Sample Connector'];
    const severities = async (certification: boolean) =>
      (await findings([change], certification)).map(({ severity }) => severity);
    expect(await severities(false)).toEqual(['warning']);
    expect(await severities(true)).toEqual(['error']);
  });

  it.each([2, 4, 8, 16])('end with %i references of a schema to itself', async (references) => {
    const loops = Array.from({ length: references }, (_, index): Change => [
      `/definitions/Item/properties/child${index}`,
      { $ref: '#/definitions/Item' },
    ]);
    const begin = performance.now();
    await findings(loops);
    expect(performance.now() - begin).toBeLessThan(5_000);
  });
});
