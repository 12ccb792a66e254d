import { breakingChanges, twoVersions } from './breaking-changes';
import { findingsOf } from './findings';
import { changed, sampleDefinition, type Change } from './testing/sample-definition';

const raised: Change = ['/info/version', '1.1.0'];
const newItem = '/definitions/NewItem';

const breaches: readonly { rule: string; changes: readonly Change[] }[] = [
  { rule: 'OperationRemoved', changes: [raised, ['/paths/~1items/post', undefined]] },
  {
    rule: 'OperationKindChanged',
    changes: [raised, ['/paths/~1trigger~1items/get/x-ms-trigger', undefined]],
  },
  { rule: 'InputRemoved', changes: [raised, [`${newItem}/properties/kind`, undefined]] },
  { rule: 'InputTypeChanged', changes: [raised, [`${newItem}/properties/kind/type`, 'integer']] },
  { rule: 'InputBecameRequired', changes: [raised, [`${newItem}/required/-`, 'kind']] },
  { rule: 'InputChoiceRemoved', changes: [raised, [`${newItem}/properties/color/enum`, ['red']]] },
  { rule: 'OutputRemoved', changes: [raised, ['/definitions/Item/properties/name', undefined]] },
  { rule: 'OutputTypeChanged', changes: [raised, ['/definitions/Item/properties/name/type', 'integer']] },
  { rule: 'VersionNotRaised', changes: [['/info/description', 'Another description that is long enough.']] },
];

function rulesBroken(changes: readonly Change[]): readonly string[] {
  const versions = twoVersions(sampleDefinition(), changed(sampleDefinition(), changes));
  return findingsOf('file', breakingChanges, versions, { certification: false }).map(({ rule }) => rule);
}

describe('breaking changes against the released definition', () => {
  it.each(breaches)('$rule is found', ({ rule, changes }) => {
    expect(rulesBroken(changes)).toContain(rule);
  });

  it('are each broken by a test', () => {
    expect(breaches.map(({ rule }) => rule).sort()).toEqual(breakingChanges.map(({ name }) => name).sort());
  });

  it.each<{ what: string; changes: readonly Change[] }>([
    { what: 'nothing at all', changes: [] },
    { what: 'an optional input', changes: [raised, [`${newItem}/properties/more`, { type: 'string' }]] },
    { what: 'an output', changes: [raised, ['/definitions/Item/properties/more', { type: 'string' }]] },
    {
      what: 'an operation',
      changes: [raised, ['/paths/~1more', { get: { operationId: 'More', responses: {} } }]],
    },
    {
      what: 'a hidden input, required with its default',
      changes: [
        raised,
        [`${newItem}/required/-`, 'mark'],
        [`${newItem}/properties/mark`, { type: 'string', default: 'x', 'x-ms-visibility': 'internal' }],
      ],
    },
  ])('$what breaks no flow', ({ changes }) => {
    expect(rulesBroken(changes)).toEqual([]);
  });
});
