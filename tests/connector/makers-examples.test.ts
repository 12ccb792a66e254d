import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalDataverse } from '../../emulator/local-dataverse';
import { describeWithDotnet } from '../judges/testing/dotnet';
import { clientOfConnector, type ConnectorClient } from './testing/connector-client';
import { Environment } from './testing/environment';
import { connectorDefinition, startWithConnector } from './testing/installed-connector';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'makers.md'), 'utf8');

/** What the page's table of operations gives as an example of each. */
const examples = Array.from(
  page.matchAll(/^\| \*\*.*?<br>`(\w+)` .*\| `(\{.*\})` +\|$/gm),
  ([, id = '', text = '']) => ({ id, text }),
);

describeWithDotnet('the examples of the page for makers', () => {
  let dataverse: LocalDataverse;
  let client: ConnectorClient;
  let environment: Environment;

  beforeAll(async () => {
    dataverse = await startWithConnector({ assumptions: { publishingMilliseconds: 1 } });
    environment = new Environment(dataverse);
    client = await clientOfConnector(dataverse.url);
    environment.segment('Newsletter');
  });
  afterAll(() => dataverse.close());

  /** Members are pinned to live segments, and change in static ones. */
  function outboundOf(id: string): string {
    return /^(In|Ex)clude/.test(id) ? environment.liveOutboundSegment() : environment.outboundSegment();
  }

  /** The example with ids of rows that are there. */
  function filled(id: string, text: string): Record<string, unknown> {
    const [segment, other] = [environment.segment(), environment.segment('Other')];
    const contact = environment.contact();
    const isOutbound = /Outbound|^(In|Ex)clude/.test(id);
    const ids: Readonly<Record<string, string>> = {
      segment: isOutbound ? outboundOf(id) : segment.segmentId,
      definition: segment.definitionId,
      'segment definition': segment.definitionId,
      group: segment.groupId,
      'other segment': other.segmentId,
      'other group': other.groupId,
      contact,
      view: environment.view('Guests of Uppsala', 'Uppsala'),
    };
    const known = text.replace(/<([a-z ]+)>/g, (placeholder, name: string) => ids[name] ?? placeholder);
    return JSON.parse(known) as Record<string, unknown>;
  }

  it('are there for every operation', () => {
    const { paths } = connectorDefinition();
    const visible = Object.entries(paths)
      .filter(([path]) => !path.startsWith('/trigger/'))
      .flatMap(([, item]) => Object.values(item))
      .filter((operation) => operation['x-ms-visibility'] !== 'internal');
    expect(examples.map(({ id }) => id)).toEqual(
      expect.arrayContaining(visible.map(({ operationId }) => operationId)),
    );
  });

  it.each(examples)('$id does what it says with $text', async ({ id, text }) => {
    const given = filled(id, text);
    const operation = Object.values(connectorDefinition().paths)
      .flatMap((item) => Object.values(item))
      .find(({ operationId }) => operationId === id);
    const names = (operation?.parameters ?? []).map((parameter) =>
      String(
        parameter['name'] ??
          connectorDefinition().parameters[String(parameter['$ref']).split('/').at(-1) ?? '']?.['name'],
      ),
    );
    const isParameter = ([name]: [string, unknown]) => names.includes(name);
    const parameters = Object.fromEntries(Object.entries(given).filter(isParameter));
    const rest = Object.fromEntries(Object.entries(given).filter((entry) => !isParameter(entry)));
    const answer = await client.call(id, {
      parameters,
      ...(names.includes('body') ? { body: rest } : {}),
    });
    expect({ status: Math.floor(answer.status / 100), body: answer.status < 300 ? '' : answer.body }).toEqual(
      {
        status: 2,
        body: '',
      },
    );
  });
});
