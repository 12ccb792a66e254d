import { join } from 'node:path';
import { concernsFullGroups, flips, isEachByItself, triedFlips } from '../testing/flips';
import { describeWithDotnet } from '../judges/testing/dotnet';
import { expectTableIn, tableOf } from '../testing/table-file';
import { startFlowEnvironment, type FlowEnvironment } from './testing/environment';
import { fullGroup, scenarios } from './testing/scenarios';

const page = join(__dirname, '..', '..', 'docs', 'assumptions-of-flows.md');

describeWithDotnet('the sample flows under every answer that no page settles', () => {
  const found = new Map<string, string>();

  describe.each(triedFlips)('$name', (flip) => {
    const { name, assumptions } = flip;
    let environment: FlowEnvironment;
    beforeAll(async () => {
      environment = await startFlowEnvironment(assumptions);
    });
    afterAll(() => environment.close());

    const tried = Object.entries(scenarios).filter(
      ([flow]) => flow !== fullGroup || concernsFullGroups(flip),
    );
    test.each(tried)('%s says what the database holds', async (flow, scenario) => {
      found.set(`${name} ${flow}`, await scenario(environment));
    });
  });

  // Several answers at a time are no row of the table.
  if (!isEachByItself) return;

  test('the table in the page tells how each went', () => {
    const rows = Object.keys(scenarios).map((flow) => {
      const usual = found.get(`defaults ${flow}`) ?? '';
      const others = flips
        .filter(({ name }) => found.has(`${name} ${flow}`) && found.get(`${name} ${flow}`) !== usual)
        .map(({ name }) => `${name}: ${found.get(`${name} ${flow}`) ?? ''}`);
      return [flow, usual, others.length === 0 ? 'the same' : others.join('<br>')];
    });
    expectTableIn(page, 'flows', tableOf(['flow', 'by default', 'under other answers'], rows));
  });
});
