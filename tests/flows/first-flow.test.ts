import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Actions, FlowFile, JsonObject } from '../../scripts/picturing/flow-definition';
import { describeWithDotnet } from '../judges/testing/dotnet';
import { startFlowEnvironment, type FlowEnvironment } from './testing/environment';
import { runFlow } from './testing/runner';
import { createContacts, membersOfGroup } from './testing/segment-fixtures';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'makers.md'), 'utf8');
const steps = page.slice(page.indexOf('\n## A first flow'), page.indexOf('\n## What to know'));

/** An expression as the page prints it, so that the flow of this test is the one that is explained. */
function expressionWith(part: string): string {
  const printed = Array.from(steps.matchAll(/`([^`]+)`/g), ([, text]) => text ?? '');
  const found = printed.find((text) => text.includes(part));
  if (found === undefined) throw new Error(`The page prints no expression with "${part}".`);
  return `@${found}`;
}

const operation = (connectionName: string, operationId: string, parameters: JsonObject) => ({
  type: 'OpenApiConnection',
  inputs: { host: { connectionName, operationId, apiId: '' }, parameters },
});

const segmentId = "@outputs('Create_a_static_segment')?['body/segmentId']";

const actions: Actions = {
  Create_a_static_segment: operation('shared_segmentmembers', 'CreateStaticSegment', {
    'body/name': 'My first segment',
    'body/memberTable': 'contact',
  }),
  List_rows: {
    ...operation('shared_commondataserviceforapps', 'ListRecords', {
      entityName: 'contacts',
      $select: 'contactid',
      $filter: "address1_city eq 'Uppsala'",
    }),
    runAfter: { Create_a_static_segment: ['Succeeded'] },
  },
  Select: {
    type: 'Select',
    inputs: { from: "@outputs('List_rows')?['body/value']", select: "@item()?['contactid']" },
    runAfter: { List_rows: ['Succeeded'] },
  },
  Apply_to_each: {
    type: 'Foreach',
    foreach: expressionWith('chunk('),
    runAfter: { Select: ['Succeeded'] },
    actions: {
      Add_static_members: operation('shared_segmentmembers', 'AddStaticMembers', {
        'body/SegmentId': segmentId,
        'body/GroupId': expressionWith('groupId'),
        'body/EntityIds': expressionWith('item()'),
      }),
    },
  },
  Publish_a_segment: {
    ...operation('shared_segmentmembers', 'PublishSegment', { 'body/SegmentId': segmentId }),
    runAfter: { Apply_to_each: ['Succeeded'] },
  },
};

const file: FlowFile = {
  schemaVersion: '1.0.0.0',
  properties: {
    connectionReferences: {},
    definition: { $schema: '', contentVersion: '', parameters: {}, triggers: {}, actions },
  },
};

describeWithDotnet('the first flow of the page for makers', () => {
  let environment: FlowEnvironment;
  beforeAll(async () => {
    environment = await startFlowEnvironment();
  });
  afterAll(() => environment.close());

  test('makes a segment, adds every contact of the filter and publishes', async () => {
    const { store } = environment.dataverse;
    const contacts = createContacts(store, 2_300, 'Uppsala');
    createContacts(store, 5, 'Lund', 5_000);
    const finished = await runFlow(file, { connections: environment.connections });
    expect(finished.error).toBeUndefined();
    const { body } = finished.outputsOf('Create_a_static_segment') as {
      body: { segmentId: string; segmentDefinitionId: string; groups: { groupId: string }[] };
    };
    const segment = {
      segmentId: body.segmentId,
      definitionId: body.segmentDefinitionId,
      groupId: body.groups[0]?.groupId ?? '',
    };
    expect(membersOfGroup(store, segment)).toEqual(contacts.sort());
    expect(finished.history.find(({ action }) => action === 'Publish_a_segment')?.result.status).toBe(
      'Succeeded',
    );
  });
});
