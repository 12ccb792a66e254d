import { join } from 'node:path';
import { concernsFullGroups, flips, isEachByItself, triedFlips, untriedOptions } from '../testing/flips';
import { describeWithDotnet } from '../judges/testing/dotnet';
import { expectTableIn, tableOf } from '../testing/table-file';
import { schemaErrors } from './testing/answer-schema';
import { clientOfConnector } from './testing/connector-client';
import { Environment } from './testing/environment';
import { startWithConnector } from './testing/installed-connector';
import { operationCases } from './testing/operation-cases';
import type { Bench } from './testing/scenario';
import { fullGroup, scenarios } from './testing/scenarios';

const page = join(__dirname, '..', '..', 'docs', 'assumptions-of-flows.md');

test('every option of the local Dataverse is flipped', () => {
  expect(untriedOptions).toEqual([]);
});

describeWithDotnet('the operations under every answer that no page settles', () => {
  const found = new Map<string, string>();

  describe.each(triedFlips)('$name', (flip) => {
    const { name, assumptions } = flip;
    let bench: Bench;
    let close: () => Promise<void>;
    beforeAll(async () => {
      const dataverse = await startWithConnector({
        assumptions: { publishingMilliseconds: 1, ...assumptions },
      });
      close = () => dataverse.close();
      bench = { environment: new Environment(dataverse), client: await clientOfConnector(dataverse.url) };
    });
    afterAll(() => close());

    const tried = Object.entries(scenarios).filter(
      ([operation]) => operation !== fullGroup || isEachByItself || concernsFullGroups(flip),
    );
    it.each(tried)('%s says what the database holds', async (operation, scenario) => {
      found.set(`${name} ${operation}`, await scenario(bench));
    });

    if (!isEachByItself) return;

    it.each(Object.entries(operationCases))('%s answers as its schema says', async (id, { good, status }) => {
      const { environment, client } = bench;
      const answer = await client.call(id, good(environment));
      expect([status, 400]).toContain(answer.status);
      if (answer.status === status)
        expect(schemaErrors(client.definition, id, status, answer.body)).toEqual([]);
      else expect(answer.body).toMatchObject({ error: { message: expect.any(String) as string } });
    });
  });

  // Several answers at a time are no row of the table.
  if (!isEachByItself) return;

  test('the table in the page tells how each went', () => {
    const rows = Object.keys(scenarios).map((operation) => {
      const usual = found.get(`defaults ${operation}`) ?? '';
      const others = flips
        .filter(({ name }) => found.get(`${name} ${operation}`) !== usual)
        .map(({ name }) => `${name}: ${found.get(`${name} ${operation}`) ?? 'not tried'}`);
      return [operation, usual, others.length === 0 ? 'the same' : others.join('<br>')];
    });
    expectTableIn(page, 'operations', tableOf(['operation', 'by default', 'under other answers'], rows));
  });
});
