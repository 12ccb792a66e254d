import { recordId } from '../../segments';
import { describeWithDotnet } from '../judges/testing/dotnet';
import { startFlowEnvironment, type FlowEnvironment } from './testing/environment';
import { PollingTrigger, runFlow, type FinishedRun } from './testing/runner';
import { createSegment } from './testing/segment-fixtures';

describeWithDotnet('the flow that tells the team when a segment fails', () => {
  let environment: FlowEnvironment;
  let trigger: PollingTrigger;
  beforeAll(async () => {
    environment = await startFlowEnvironment();
    trigger = new PollingTrigger(
      environment.flow('Tell the team when a segment fails'),
      environment.connections,
    );
  });
  afterAll(() => environment.close());

  /** One check of the trigger and a run for each thing it fires for. */
  async function check(): Promise<FinishedRun[]> {
    const runs: FinishedRun[] = [];
    for (const triggerBody of await trigger.check()) {
      runs.push(
        await runFlow(environment.flow('Tell the team when a segment fails'), {
          connections: environment.connections,
          environmentVariables: { sgm_Team: 'team-id', sgm_Channel: '19:channel@thread.tacv2' },
          triggerBody,
        }),
      );
    }
    return runs;
  }

  /** Publishes a segment of everybody in a segment that is gone, which fails. */
  async function failingSegment(name: string): Promise<string> {
    const { store, url } = environment.dataverse;
    const { segmentId, definitionId } = createSegment(store, name, 'Group');
    store.update('msdynmkt_segmentdefinition', recordId(definitionId), {
      msdynmkt_segmentquery: 'PROFILE(contact).FILTER(nosuchcolumn == 1)',
    });
    await fetch(`${url}/api/data/v9.2/msdynmkt_PublishSegmentDefinition`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ SegmentId: segmentId }),
    });
    for (let tries = 0; tries < 100; tries++) {
      if (store.retrieve('msdynmkt_segment', recordId(segmentId))?.['statuscode'] === 3) return segmentId;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error('The segment did not fail.');
  }

  const nextSecond = () => new Promise((resolve) => setTimeout(resolve, 1100));

  test('posts the reason of each new failure once, to the channel that is set', async () => {
    await failingSegment('Failed long ago');
    expect(await check()).toEqual([]);

    await nextSecond();
    const segmentId = await failingSegment('Wines & <cheeses>');
    const [run, ...others] = await check();
    expect(others).toEqual([]);
    expect(run?.status).toBe('Succeeded');
    const [message] = environment.office.messages.splice(0);
    expect(message?.recipient).toEqual({ groupId: 'team-id', channelId: '19:channel@thread.tacv2' });
    expect(message?.messageBody).toContain('<strong>Wines &amp; &lt;cheeses&gt;</strong> failed.');
    expect(message?.messageBody).toContain('nosuchcolumn');
    expect(message?.messageBody).toContain(segmentId);

    expect(await check()).toEqual([]);
    expect(environment.office.messages).toEqual([]);
  });

  test('tells of the failure even when its reason cannot be read', async () => {
    await nextSecond();
    await failingSegment('Unreadable');
    await environment.setFaults({ rules: [{ kind: 'error', operation: 'msdynmkt_SegmentStatus' }] });
    const [run] = await check();
    await environment.setFaults({ rules: [] });
    expect(run?.status).toBe('Succeeded');
    expect(environment.office.messages.splice(0)).toHaveLength(1);
  });
});
