import { recordId } from '../../segments';
import { describeWithDotnet } from '../judges/testing/dotnet';
import { startFlowEnvironment, type FlowEnvironment } from './testing/environment';
import { runFlow, type FinishedRun } from './testing/runner';
import { segmentsNamed } from './testing/segment-fixtures';

const isStatic = 192350001;
const isDynamic = 192350000;

describeWithDotnet('the flow that moves the queries of outbound segments', () => {
  let environment: FlowEnvironment;
  beforeAll(async () => {
    environment = await startFlowEnvironment();
  });
  afterAll(() => environment.close());

  const run = (beginning?: string): Promise<FinishedRun> =>
    runFlow(environment.flow('Move the queries of outbound segments'), {
      connections: environment.connections,
      triggerBody: beginning === undefined ? {} : { text: beginning },
    });

  const outboundSegment = (name: string, query: string, type = isDynamic) =>
    environment.dataverse.store.create('msdyncrm_segment', {
      msdyncrm_segmentname: name,
      msdyncrm_segmenttype: type,
      msdyncrm_segmentquery: query,
    });

  function queryOf(name: string): unknown {
    const { store } = environment.dataverse;
    const [segment, ...others] = segmentsNamed(store, name);
    expect(others).toEqual([]);
    const definition = recordId(String(segment?.['msdynmkt_sourcesegmentuid']));
    return store.retrieve('msdynmkt_segmentdefinition', definition)?.['msdynmkt_segmentquery'];
  }

  test('makes a real-time segment of each, with its query translated, and of none twice', async () => {
    outboundSegment("Spring's list", "PROFILE(contact).FILTER(address1_city == 'Lund')");
    outboundSegment(
      "Spring's accounts",
      'PROFILE(account).FILTER(numberofemployees > 5).TRAVERSE(contact_account_parentcustomerid)',
    );
    outboundSegment("Spring's static list", '', isStatic);
    for (let time = 0; time < 2; time++) {
      const finished = await run("Spring's");
      expect(finished.error).toBeUndefined();
      expect(finished.outputsOf('Result')).toMatchObject({ outboundSegments: 2, moved: 2 });
    }
    expect(queryOf("Spring's list")).toBe("PROFILE(contact).FILTER(address1_city == 'Lund')");
    expect(queryOf("Spring's accounts")).toBe(
      'PROFILE(contact).RELATE(contact_customer_accounts, account_1).FILTER(account_1.numberofemployees > 5)',
    );
    expect(segmentsNamed(environment.dataverse.store, "Spring's static list")).toEqual([]);
  });

  test('reports what could not be translated, with the position, moves the others, and fails', async () => {
    outboundSegment('Autumn all', 'PROFILE(contact)');
    outboundSegment('Autumn without staff', 'PROFILE(contact) EXCEPT SEGMENT(Staff)');
    const finished = await run('Autumn');
    expect(finished).toMatchObject({
      status: 'Failed',
      error: {
        message: expect.stringMatching(/^1 of 2 outbound segments have a real-time segment/) as string,
      },
    });
    const { report } = finished.outputsOf('Result') as { report: Record<string, unknown>[] };
    expect(report.find(({ segment }) => segment === 'Autumn without staff')).toMatchObject({
      outcome: 'not translated',
      problems: [{ position: 33, part: 'Staff' }],
    });
    expect(queryOf('Autumn all')).toBe('PROFILE(contact)');
  });

  test('says that a segment was not made when Dataverse did not take it', async () => {
    outboundSegment('Winter', 'PROFILE(contact)');
    await environment.setFaults({ rules: [{ kind: 'throttle', operation: '$batch' }] });
    const finished = await run('Winter');
    await environment.setFaults({ rules: [] });
    expect(finished.status).toBe('Failed');
    expect(segmentsNamed(environment.dataverse.store, 'Winter')).toEqual([]);
  });

  test('fails with the beginning of the name that no segment has', async () => {
    expect((await run('Nothing')).error?.code).toBe('NothingToMove');
  });
});
