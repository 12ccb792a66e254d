import { readDefinition } from './reading/definition';
import type { JsonObject } from './reading/json';
import { lintProperties } from './lint-connector';
import { propertiesRuleNames } from './rules/properties-rules';
import { changed, sampleDefinition, type Change } from './testing/sample-definition';

const sample: JsonObject = {
  properties: {
    connectionParameters: {
      token: { type: 'oauthSetting', oAuthSettings: { identityProvider: 'aad' } },
      site: { type: 'string', uiDefinition: { displayName: 'Site', description: 'The site.' } },
    },
    iconBrandColor: '#0b6a70',
    publisher: 'Sample',
    stackOwner: 'Sample',
    scriptOperations: ['GetItem'],
    policyTemplateInstances: [
      {
        templateId: 'dynamichosturl',
        title: 'Host',
        parameters: { 'x-ms-apimTemplateParameter.urlTemplate': "@connectionParameters('site')" },
      },
      {
        templateId: 'updatenextlink',
        title: 'Next',
        parameters: { 'x-ms-apimTemplate-operationName': ['ListItems'] },
      },
      {
        templateId: 'pollingtrigger',
        title: 'Poll',
        parameters: { 'x-ms-apimTemplate-operationName': ['OnNewItem'] },
      },
    ],
  },
};

const policies = '/properties/policyTemplateInstances';
const host = `${policies}/0/parameters/x-ms-apimTemplateParameter.urlTemplate`;

const breaches: readonly {
  rule: string;
  changes: readonly Change[];
  definition?: readonly Change[];
  hasScript?: boolean;
}[] = [
  { rule: 'IconBrandColorMissing', changes: [['/properties/iconBrandColor', undefined]] },
  { rule: 'IconBrandColorNotValid', changes: [['/properties/iconBrandColor', 'teal']] },
  { rule: 'IconBrandColorNotAllowed', changes: [['/properties/iconBrandColor', '#FFFFFF']] },
  {
    rule: 'IndependentPublisherColor',
    changes: [],
    definition: [['/info/title', 'Sample (Independent Publisher)']],
  },
  { rule: 'StackOwnerMissing', changes: [['/properties/stackOwner', undefined]] },
  { rule: 'PublisherMissing', changes: [['/properties/publisher', undefined]] },
  {
    rule: 'ConnectionParameterTypeNotKnown',
    changes: [['/properties/connectionParameters/site/type', 'url']],
  },
  {
    rule: 'ConnectionParameterWithoutWords',
    changes: [['/properties/connectionParameters/site/uiDefinition', undefined]],
  },
  {
    rule: 'ClientSecretInFile',
    changes: [['/properties/connectionParameters/token/oAuthSettings/clientSecret', 'hQ8~x9Zk2mP4']],
  },
  { rule: 'PolicyTemplateNotKnown', changes: [[`${policies}/0/templateId`, 'dynamichost']] },
  { rule: 'PolicyTitleMissing', changes: [[`${policies}/0/title`, undefined]] },
  {
    rule: 'PolicyOperationNotFound',
    changes: [[`${policies}/1/parameters/x-ms-apimTemplate-operationName/-`, 'Nothing']],
  },
  { rule: 'PolicyConnectionParameterNotFound', changes: [[host, "@connectionParameters('web')"]] },
  { rule: 'HostUrlEndsWithSlash', changes: [[host, "@connectionParameters('site')/"]] },
  {
    rule: 'NextLinkPolicyMissing',
    changes: [[`${policies}/1/parameters/x-ms-apimTemplate-operationName`, ['GetItem']]],
  },
  {
    rule: 'PollingTriggerPolicyMissing',
    changes: [[`${policies}/2/parameters/x-ms-apimTemplate-operationName`, []]],
  },
  { rule: 'ScriptOperationNotFound', changes: [['/properties/scriptOperations', ['Nothing']]] },
  { rule: 'ScriptMissing', changes: [], hasScript: false },
];

async function rulesBroken({
  changes,
  definition = [],
  hasScript = true,
}: Omit<(typeof breaches)[number], 'rule'>): Promise<readonly string[]> {
  const companions = { definition: readDefinition(changed(sampleDefinition(), definition)), hasScript };
  const found = await lintProperties(JSON.stringify(changed(sample, changes)), companions, {
    certification: true,
  });
  return found.map(({ rule }) => rule);
}

describe('the rules over apiProperties.json', () => {
  it('find nothing in the sample', async () => {
    expect(await rulesBroken({ changes: [] })).toEqual([]);
  });

  it.each(breaches)('$rule finds a breach', async (breach) => {
    expect(await rulesBroken(breach)).toContain(breach.rule);
  });

  it('are each broken by a test', () => {
    expect(breaches.map(({ rule }) => rule).sort()).toEqual([...propertiesRuleNames].sort());
  });

  it('take a tooltip for a description, and the words that the platform has for gateways', async () => {
    const words = '/properties/connectionParameters/site/uiDefinition';
    const taken: readonly (readonly Change[])[] = [
      [[words, { displayName: 'Site', tooltip: 'Where the items are.' }]],
      [
        [words, {}],
        ['/properties/connectionParameters/site/type', 'gatewaySetting'],
      ],
    ];
    for (const changes of taken) {
      expect(await rulesBroken({ changes })).not.toContain('ConnectionParameterWithoutWords');
    }
  });

  it('know the types of connection parameters in any letter case', async () => {
    const changes: readonly Change[] = [['/properties/connectionParameters/token/type', 'oAuthSetting']];
    expect(await rulesBroken({ changes })).not.toContain('ConnectionParameterTypeNotKnown');
  });
});
