import { recordId } from '../../../segments/record-id';
import { segmentDefinitionName } from '../../../segments/table-names';
import { createManualClock } from '../testing/manual-clock';
import { segmentActions } from '../../../segments/segment-actions';
import { connectDataverse } from './connection';
import { DataverseFailure } from './errors';
import { formattedIn, idIn, textIn, type Dataverse } from './dataverse';

const id = recordId('0f5b0c7f-395d-447b-b14c-315a601f878e');

interface Asked {
  readonly dataverse: Dataverse;
  readonly asked: unknown[];
}

function open(answer: unknown, sent: Response = new Response('{"value":[]}')): Asked {
  const asked: unknown[] = [];
  const dataverse = connectDataverse({
    rows: {
      retrieveRecord: (...parameters) => {
        asked.push(parameters);
        return Promise.resolve(answer);
      },
      retrieveMultipleRecords: (...parameters) => {
        asked.push(parameters);
        return Promise.resolve(answer);
      },
    },
    actionHost: undefined,
    send: (url, init) => {
      asked.push([url, init]);
      return Promise.resolve(sent);
    },
    clock: createManualClock(),
  });
  return { dataverse, asked };
}

describe('rows', () => {
  it('are read by their id with the columns that are wanted', async () => {
    const { dataverse, asked } = open({ a: 1 });
    expect(await dataverse.retrieve('contact', id, ['a', 'b'])).toEqual({ a: 1 });
    expect(asked).toEqual([['contact', id, '?$select=a,b']]);
  });

  it.each([
    ['https://example.com/next?$select=a&$skiptoken=2', '?$select=a&$skiptoken=2'],
    ['', undefined],
    [undefined, undefined],
  ])('of a query come page by page: after the link %j by %j', async (nextLink, next) => {
    const { dataverse, asked } = open({ entities: [{ a: 1 }], nextLink });
    const page = await dataverse.list('contact', '?$select=a', 10);
    expect(page).toEqual({ rows: [{ a: 1 }], ...(next ? { next } : {}) });
    expect(asked).toEqual([['contact', '?$select=a', 10]]);
  });

  it('are written only in the version that was read', async () => {
    const { dataverse, asked } = open({}, new Response(null, { status: 204 }));
    await dataverse.updateUnchanged(segmentDefinitionName, id, { a: 'b' }, 'W/"7"');
    expect(asked).toEqual([
      [
        `/api/data/v9.2/msdynmkt_segmentdefinitions(${id})`,
        {
          method: 'PATCH',
          body: '{"a":"b"}',
          headers: {
            Accept: 'application/json',
            'Content-Type': 'application/json; charset=utf-8',
            'OData-MaxVersion': '4.0',
            'OData-Version': '4.0',
            'If-Match': 'W/"7"',
          },
        },
      ],
    ]);
  });

  it('that were changed by somebody else are not written', async () => {
    const { dataverse } = open({}, new Response('{"error":{"code":"0x80060882"}}', { status: 412 }));
    await expect(dataverse.updateUnchanged(segmentDefinitionName, id, {}, 'W/"7"')).rejects.toMatchObject({
      status: 412,
      code: '0x80060882',
    });
  });
});

describe('text columns', () => {
  it('have the label of the user’s language, else their name', async () => {
    const label = (text: unknown): unknown => ({
      UserLocalizedLabel: text === null ? null : { Label: text },
    });
    const value = [
      { LogicalName: 'a', DisplayName: label('Anrede') },
      { LogicalName: 'b', DisplayName: label(null) },
      { LogicalName: 'c' },
    ];
    const { dataverse, asked } = open({}, new Response(JSON.stringify({ value })));
    expect(await dataverse.textColumns('contact')).toEqual([
      { name: 'a', label: 'Anrede' },
      { name: 'b', label: 'b' },
      { name: 'c', label: 'c' },
    ]);
    expect(asked).toEqual([
      [
        "/api/data/v9.2/EntityDefinitions(LogicalName='contact')/Attributes/Microsoft.Dynamics.CRM.StringAttributeMetadata?$select=LogicalName,DisplayName&$filter=AttributeOf eq null",
        expect.objectContaining({ method: 'GET' }),
      ],
    ]);
  });
});

describe('a page that offers no way to call actions', () => {
  it('says so', async () => {
    const { dataverse } = open({});
    expect(dataverse.canCallActions).toBe(false);
    await expect(
      dataverse.call(segmentActions.publishSegmentDefinition, { SegmentId: id }),
    ).rejects.toMatchObject({ status: 0, code: '', message: expect.stringContaining('no way to call') });
  });
});

describe('a column of a row', () => {
  const row = {
    text: 'a',
    number: 3,
    nothing: null,
    'number@OData.Community.Display.V1.FormattedValue': '3.0',
    id: `{${id.toUpperCase()}}`,
  };

  it.each([
    ['text', 'a', 'a'],
    ['number', '3', '3.0'],
    ['nothing', '', ''],
    ['absent', '', ''],
  ])('%s is the text %j, formatted %j', (column, text, formatted) => {
    expect([textIn(row, column), formattedIn(row, column)]).toEqual([text, formatted]);
  });

  it('holds an id however the server spells it, or the answer cannot be read', () => {
    expect(idIn(row, 'id')).toBe(id);
    expect(() => idIn(row, 'text')).toThrow(DataverseFailure);
    expect(() => idIn(row, 'absent')).toThrow(DataverseFailure);
  });
});
