import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  approvalsDefinition,
  dataverseDefinition,
  excelDefinition,
  operationsIn,
  sharePointDefinition,
  teamsDefinition,
  type OperationDefinition,
  type SwaggerDefinition,
} from './testing/connections';
import {
  expressionsIn,
  knownActionTypes,
  parseExpression,
  type ActionDefinition,
  type OperationInputs,
} from './testing/runner';
import { shippedFlows, type ShippedFlow } from '../../scripts/picturing/shipped-flows';
import { isVisibleFrom, loops, namesIn, ownValues, stepsIn } from './testing/steps';
import { expectTableIn, tableOf } from '../testing/table-file';

const root = join(__dirname, '..', '..');
const solution = join(root, 'solution', 'flows');

const ours = JSON.parse(
  readFileSync(join(root, 'connector', 'apiDefinition.swagger.json'), 'utf8'),
) as SwaggerDefinition;
const connectors: Readonly<Record<string, ReadonlyMap<string, OperationDefinition>>> = {
  shared_segmentmembers: operationsIn(ours),
  shared_commondataserviceforapps: operationsIn(dataverseDefinition),
  shared_excelonlinebusiness: operationsIn(excelDefinition),
  shared_sharepointonline: operationsIn(sharePointDefinition),
  shared_teams: operationsIn(teamsDefinition),
  shared_approvals: operationsIn(approvalsDefinition),
};

/** Operations and tables that answer names or addresses of people. */
const peopleOperations = [
  'GetItems',
  'AddRowV2',
  'GetFileContentByPath',
  'FetchOutboundContacts',
  'ReadFileColumn',
  'FindPeople',
  'ListSegmentPeople',
  'ListGroupPeople',
  'AddMembersByEmail',
  'RemoveMembersByEmail',
];
const peopleTables = ['contacts', 'msdynmkt_marketingformsubmissions', 'msdynmkt_contactpointconsent4s'];

/** Steps of the flows as they were without the operations that they are made of now. */
const stepsBefore: Readonly<Record<string, string>> = {
  'Add the contacts of a view to a static group': '43',
  'Keep a static group equal to an Excel table': '76, with the CSV file',
  'Keep a static group equal to a CSV file': '76, with the Excel table',
  'Add the registrants of an event every hour': '50',
  'Move the queries of outbound segments': '55, for members',
  'Tell the team when a segment fails': '3',
};

test('there are twelve flows', () => {
  expect(shippedFlows.map(({ name }) => name)).toHaveLength(12);
});

const isOperation = ({ type }: ActionDefinition) => type.startsWith('OpenApiConnection');

test('the page for makers tells how long each flow is', () => {
  const rows = shippedFlows
    .map(({ name, file }) => [name, String(stepsIn(file.properties.definition.actions).length)])
    .sort(([one = ''], [other = '']) => one.localeCompare(other, 'en'))
    .map(([name = '', now = '']) => [name, stepsBefore[name] ?? 'new', now]);
  expectTableIn(
    join(root, 'docs', 'assumptions-of-flows.md'),
    'steps',
    tableOf(['flow', 'before', 'now'], rows),
  );
});

describe.each(shippedFlows.map((flow) => [flow.name, flow] as const))('%s', (_name, flow: ShippedFlow) => {
  const { definition, connectionReferences } = flow.file.properties;
  const steps = stepsIn(definition.actions);
  const byName = new Map(steps.map((step) => [step.name, step]));
  const operations = [
    ...steps
      .filter(({ action }) => isOperation(action))
      .map(({ name, action }) => ({ name, inputs: action.inputs })),
    ...Object.entries(definition.triggers)
      .filter(([, trigger]) => trigger.type === 'OpenApiConnection')
      .map(([name, trigger]) => ({ name, inputs: trigger.inputs })),
  ].map(({ name, inputs }) => ({ name, ...(inputs as unknown as OperationInputs) }));

  test('uses operations that exist, with every required input and no unknown one', () => {
    expect(operations).not.toHaveLength(0);
    for (const { name, host, parameters } of operations) {
      const operation = connectors[host.connectionName]?.get(host.operationId);
      expect([name, host.operationId, operation?.id]).toEqual([name, host.operationId, host.operationId]);
      const known = (operation?.inputs ?? []).map((input) => input.name);
      const required = (operation?.inputs ?? []).filter((input) => input.required && !input.isInternal);
      expect([name, Object.keys(parameters).filter((key) => !known.includes(key))]).toEqual([name, []]);
      expect([
        name,
        required.filter((input) => !(input.name in parameters)).map((input) => input.name),
      ]).toEqual([name, []]);
    }
  });

  test('has a connection reference of the solution for each connector, and none too many', () => {
    const customizations = readFileSync(join(solution, 'Other', 'Customizations.xml'), 'utf8');
    const used = new Set(operations.map(({ host }) => host.connectionName));
    expect(Object.keys(connectionReferences).sort()).toEqual([...used].sort());
    for (const [key, { api, connection }] of Object.entries(connectionReferences)) {
      expect(api.name).toBe(key);
      expect(customizations).toContain(
        `connectionreferencelogicalname="${connection.connectionReferenceLogicalName}"`,
      );
      expect(customizations).toContain(
        `<connectorid>/providers/Microsoft.PowerApps/apis/${key}</connectorid>`,
      );
      expect(api.logicalName).toBe(key === 'shared_segmentmembers' ? 'sgm_segmentmembers' : undefined);
    }
  });

  test('takes its settings from environment variables of the solution', () => {
    for (const [name, { metadata, defaultValue }] of Object.entries(definition.parameters)) {
      if (name.startsWith('$')) continue;
      const schemaName = metadata?.schemaName ?? '';
      const path = join(
        solution,
        'environmentvariabledefinitions',
        schemaName,
        'environmentvariabledefinition.xml',
      );
      expect([name, existsSync(path)]).toEqual([name, true]);
      const inSolution = /<defaultvalue>(.*)<\/defaultvalue>/.exec(readFileSync(path, 'utf8'))?.[1];
      expect([name, defaultValue]).toEqual([name, inSolution ?? '']);
    }
  });

  test('has steps of known types whose names are unique and whose order resolves', () => {
    expect(byName.size).toBe(steps.length);
    for (const { name, action, around } of steps) {
      expect([name, knownActionTypes.has(action.type)]).toEqual([name, true]);
      for (const before of Object.keys(action.runAfter ?? {})) {
        expect([name, byName.get(before)?.around]).toEqual([name, around]);
      }
    }
  });

  test('has expressions that parse and refer to steps, loops, variables and parameters there are', () => {
    const variables = steps
      .filter(({ action }) => action.type === 'InitializeVariable')
      .flatMap(({ action }) => (action.inputs as unknown as { variables: { name: string }[] }).variables)
      .map(({ name }) => name);
    for (const step of steps) {
      for (const expression of ownValues(step.action).flatMap(expressionsIn)) {
        const where = `${step.name}: ${expression}`;
        expect(() => parseExpression(expression)).not.toThrow();
        for (const name of namesIn(expression, 'body|outputs|actions')) {
          const other = byName.get(name);
          expect([where, other && isVisibleFrom(step, other, byName)]).toEqual([where, true]);
        }
        for (const name of namesIn(expression, 'items')) {
          expect([where, name === step.name || step.around.includes(name)]).toEqual([where, true]);
        }
        for (const name of namesIn(expression, 'variables'))
          expect([where, variables.includes(name)]).toEqual([where, true]);
        for (const name of namesIn(expression, 'parameters')) {
          expect([where, name in definition.parameters]).toEqual([where, true]);
        }
      }
    }
  });

  test('asks for no property of nothing, which the platform fails at and the runner would let pass', () => {
    for (const { name, action } of steps) {
      const unguarded = ownValues(action)
        .flatMap(expressionsIn)
        .filter((expression) => /[)\]]\[/.test(expression));
      expect([name, unguarded]).toEqual([name, []]);
    }
  });

  test('keeps within the limits of the platform', () => {
    // Source: "Limits for automated, scheduled, and instant flows".
    expect(steps.length).toBeLessThanOrEqual(20);
    for (const { name, action, around } of steps) {
      expect(name.length).toBeLessThanOrEqual(80);
      expect(around.length).toBeLessThan(8);
      for (const expression of ownValues(action).flatMap(expressionsIn)) {
        expect(expression.length).toBeLessThanOrEqual(8192);
      }
      const isInLoop = around.some((outer) => loops.has(byName.get(outer)?.action.type ?? ''));
      expect([name, action.type === 'Terminate' && isInLoop]).toEqual([name, false]);
      expect(action.runtimeConfiguration?.concurrency?.repetitions ?? 1).toBeLessThanOrEqual(50);
    }
  });

  test('changes variables one turn at a time, or in ways that turns beside each other may', () => {
    for (const { name, action, around } of steps) {
      if (action.type !== 'SetVariable') continue;
      const loop = around
        .map((outer) => byName.get(outer)?.action)
        .find((outer) => outer?.type === 'Foreach');
      const repetitions = loop?.runtimeConfiguration?.concurrency?.repetitions ?? 1;
      expect([name, repetitions]).toEqual([name, 1]);
    }
  });

  test('sets variables that are initialized before, at the top', () => {
    const initialized = steps.filter(({ action }) => action.type === 'InitializeVariable');
    expect(initialized.filter(({ around }) => around.length > 0)).toEqual([]);
    const names = initialized.flatMap(({ action }) =>
      (action.inputs as unknown as { variables: { name: string }[] }).variables.map(({ name }) => name),
    );
    expect(new Set(names).size).toBe(names.length);
    const changed = steps
      .filter(({ action }) => /^(Set|Increment|AppendTo\w+)Variable$/.test(action.type))
      .map(({ action }) => (action.inputs as unknown as { name: string }).name);
    expect(changed.filter((name) => !names.includes(name))).toEqual([]);
    expect(names.filter((name) => !changed.includes(name))).toEqual([]);
  });

  test('never sets a variable from itself, which the platform refuses', () => {
    for (const { name, action } of steps) {
      if (action.type !== 'SetVariable') continue;
      const inputs = action.inputs as unknown as { name: string; value: unknown };
      const used = expressionsIn(inputs.value).flatMap((expression) => namesIn(expression, 'variables'));
      expect([name, used.includes(inputs.name)]).toEqual([name, false]);
    }
  });

  test('hides in the history of runs what steps answer that read people', () => {
    for (const { name, action } of steps.filter((step) => isOperation(step.action))) {
      const { host, parameters } = action.inputs as unknown as OperationInputs;
      const readsPeople =
        peopleOperations.includes(host.operationId) ||
        (host.operationId === 'ListRecords' && peopleTables.includes(String(parameters['entityName'])));
      const hidden = readsPeople ? ['inputs', 'outputs'] : undefined;
      expect([name, action.runtimeConfiguration?.secureData?.properties]).toEqual([name, hidden]);
    }
  });

  test('sends again what Dataverse has no time for', () => {
    for (const { name, action } of steps.filter((step) => isOperation(step.action))) {
      const { retryPolicy } = action.inputs as unknown as OperationInputs;
      expect([name, retryPolicy]).toMatchObject([name, { type: 'exponential', count: 8 }]);
    }
  });

  test('holds no secret, no id of a tenant and no address of a real organization', () => {
    const text = JSON.stringify(flow.file);
    expect(text).not.toMatch(/secret|password|api[-_ ]?key|bearer|sig=/i);
    const ids = text.match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi) ?? [];
    const own = JSON.stringify(
      [...steps.map(({ action }) => action), ...Object.values(definition.triggers)].map(
        (step) => (step as { metadata?: unknown }).metadata,
      ),
    );
    expect(ids.filter((id) => !own.includes(id))).toEqual([]);
    const hosts = Array.from(text.matchAll(/https:\/\/([^/"\s]+)/g), (match) => match[1]);
    expect(
      hosts.filter((host) => !['schema.management.azure.com', 'contoso.sharepoint.com'].includes(host ?? '')),
    ).toEqual([]);
  });
});
