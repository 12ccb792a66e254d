import { segmentActions } from '../../../segments/segment-actions';
import { callAction, findExecute, type ActionHost } from './actions';

const id = '0f5b0c7f-395d-447b-b14c-315a601f878e';

type Execute = NonNullable<ReturnType<typeof findExecute>>;
type Request = Parameters<Execute>[0];

describe('a call of an action', () => {
  it('names the action, its parameters and their types as the platform wants them', async () => {
    const requests: Request[] = [];
    await callAction(
      (request) => {
        requests.push(request);
        return Promise.resolve(new Response(null, { status: 204 }));
      },
      segmentActions.addStaticMembers,
      { SegmentId: id, GroupId: id, EntityIds: [id] },
    );
    const [request] = requests;
    expect(request).toMatchObject({ SegmentId: id, GroupId: id, EntityIds: [id] });
    expect(request?.getMetadata()).toEqual({
      boundParameter: null,
      operationType: 0,
      operationName: 'msdynmkt_AddStaticMembers',
      parameterTypes: {
        SegmentId: { typeName: 'Edm.String', structuralProperty: 1 },
        GroupId: { typeName: 'Edm.String', structuralProperty: 1 },
        EntityIds: { typeName: 'Collection(Edm.String)', structuralProperty: 4 },
      },
    });
  });

  it('that is refused has the words of the refusal', async () => {
    const body = JSON.stringify({ error: { code: '0x80040265', message: 'The group is full' } });
    const refuse: Execute = () => Promise.resolve(new Response(body, { status: 400 }));
    await expect(
      callAction(refuse, segmentActions.publishSegmentDefinition, { SegmentId: id }),
    ).rejects.toMatchObject({ status: 400, code: '0x80040265', message: 'The group is full' });
  });
});

describe('the way to call actions', () => {
  /** Knows whether it is called as the platform's own. */
  class Platform {
    constructor(readonly name: string) {}
    execute(): Promise<Response> {
      return Promise.resolve(new Response(this.name));
    }
  }
  const nameOf = async (host: ActionHost | undefined): Promise<string | undefined> =>
    (await findExecute(host)?.({ getMetadata: () => ({}) as never }))?.text();

  it('is the online one, else the general one', async () => {
    const [online, general] = [new Platform('online'), new Platform('general')];
    expect(await nameOf({ WebApi: Object.assign(general, { online }) })).toBe('online');
    expect(await nameOf({ WebApi: new Platform('general') })).toBe('general');
    expect(await nameOf({ WebApi: Object.assign(new Platform('general'), { online: {} }) })).toBe('general');
  });

  it.each<[ActionHost | undefined]>([[undefined], [{}], [{ WebApi: {} }], [{ WebApi: { online: {} } }]])(
    'is missing on a page that offers %j',
    (host) => {
      expect(findExecute(host)).toBeUndefined();
    },
  );
});
