import type { Assumptions } from '../../emulator/assumptions';
import { describeWithDotnet } from '../judges/dotnet';
import { startFlowEnvironment, type FlowEnvironment } from './environment';
import { runFlow, type FinishedRun } from './runner';
import { createContacts, createSegment, membersOfGroup } from './segment-fixtures';

/** What real environments may answer otherwise than the local Dataverse does by default. */
const variants: readonly (readonly [string, Partial<Assumptions>])[] = [
  ['ids in capitals', { idSpelling: 'upperCase', groupMembersAnswer: 'array' }],
  ['ids in braces', { idSpelling: 'braces', groupMembersAnswer: 'members' }],
  ['refusals of all that changes nothing', { duplicateMemberIds: 'refuse', removingNonMembers: 'refuse' }],
];

describeWithDotnet('the flow that compares a list with a group', () => {
  describe.each(variants)('with %s', (_what, assumptions) => {
    let environment: FlowEnvironment;
    beforeAll(async () => {
      environment = await startFlowEnvironment(assumptions);
    });
    afterAll(() => environment.close());

    function run(): Promise<FinishedRun> {
      return runFlow(environment.flow('Keep a static group equal to a list of addresses'), {
        connections: environment.connections,
        environmentVariables: {
          sgm_SyncSegment: 'Newsletter',
          sgm_SyncGroup: 'Newsletter',
          sgm_SyncSource: 'CSV',
          sgm_SyncFile: '/list.csv',
        },
      });
    }

    test('adds and removes only what differs', async () => {
      const { store } = environment.dataverse;
      const contacts = createContacts(store, 8, 'Uppsala');
      const segment = createSegment(store, 'Newsletter', 'Newsletter');
      const list = (from: number, to: number) => {
        const lines = contacts.slice(from, to).map((_, index) => `person${from + index}@example.com`);
        environment.office.files.set(
          '/list.csv',
          new TextEncoder().encode(['emailaddress1', ...lines, ...lines].join('\n')),
        );
      };
      list(0, 6);
      expect((await run()).outputsOf('Result')).toMatchObject({ added: 6, removed: 0 });
      expect((await run()).outputsOf('Result')).toMatchObject({ membersBefore: 6, added: 0, removed: 0 });
      list(4, 8);
      const finished = await run();
      expect(finished.error).toBeUndefined();
      expect(finished.outputsOf('Result')).toMatchObject({ added: 2, removed: 4 });
      expect(membersOfGroup(store, segment)).toEqual(contacts.slice(4).sort());
    });
  });
});
