import type { Input } from './connector-client';
import type { Environment } from './environment';
import { nobody, notAGuid, ofNobody, ofText, type OperationCase } from './operation-case';

const ofGroup = (environment: Environment, more: Readonly<Record<string, unknown>> = {}): Input => {
  const { segmentId, groupId } = environment.segment();
  return { parameters: { segmentId, groupId, ...more } };
};
const inGroup = (environment: Environment, more: Readonly<Record<string, unknown>>): Input => {
  const { segmentId, groupId } = environment.segment();
  return { body: { segmentId, groupId, ...more } };
};
const inNoGroup = (more: Readonly<Record<string, unknown>>) => () => ({
  body: { segmentId: nobody, groupId: nobody, ...more },
});
const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');

const byEmail: OperationCase = {
  good: (environment) => {
    environment.contact();
    return inGroup(environment, { values: ['ada@example.com', 'nobody@example.com'] });
  },
  status: 200,
  bad: (environment) => inGroup(environment, { values: 'ada@example.com' }),
  refusal: /'Values' is a text; a list of texts is expected/,
  missing: inNoGroup({ values: ['ada@example.com'] }),
};

function copyOf(environment: Environment, targetSegmentId?: string): Input {
  const [source, target] = [environment.segment('From'), environment.segment('To')];
  environment.addMembers(source, environment.contacts(2));
  return {
    body: {
      sourceSegmentId: source.segmentId,
      sourceGroupId: source.groupId,
      targetSegmentId: targetSegmentId ?? target.segmentId,
      targetGroupId: target.groupId,
    },
  };
}

/** The operations that flows are about: people by their addresses, groups by their names, lists. */
export const peopleCases: Readonly<Record<string, OperationCase>> = {
  FindStaticGroup: {
    good: (environment) => {
      environment.segment('Found once');
      return { parameters: { segmentName: 'Found once', groupName: 'invited', memberTable: 'contact' } };
    },
    status: 200,
    bad: () => ({ parameters: { segmentName: 'Guests', groupName: 'Invited', memberTable: 'account' } }),
    refusal: /'Member Table' is 'account'; it must be contact or lead/,
    missing: () => ({ parameters: { segmentName: 'Not found anywhere', groupName: 'Invited' } }),
  },
  EnsureStaticGroup: {
    good: () => ({ body: { segmentName: 'Made once', groupName: 'Invited', memberTable: 'contact' } }),
    status: 200,
    bad: () => ({ body: { segmentName: 'Made once', groupName: ['Invited'], memberTable: 'contact' } }),
    refusal: /'Group Name' is a list; a text is expected/,
    never404: {
      why: 'it makes what is not there',
      input: () => ({ body: { segmentName: 'Made by need', groupName: 'A', memberTable: 'lead' } }),
      status: 200,
      answer: { createdSegment: true, createdGroup: true, memberTable: 'lead' },
    },
  },
  ListAllStaticGroups: {
    good: (environment) => {
      environment.segment();
      return { parameters: { memberTable: 'contact' } };
    },
    status: 200,
    bad: () => ({ parameters: { memberTable: 'account' } }),
    refusal: /'Member Table' is 'account'/,
    never404: {
      why: 'a list without rows is empty',
      input: () => ({ parameters: { memberTable: 'contact' } }),
      status: 200,
      answer: { value: expect.any(Array) },
    },
  },
  ListGroupPeople: {
    good: (environment) => ofGroup(environment, { columns: 'telephone1' }),
    status: 200,
    bad: (environment) => ofGroup(environment, { pageSize: 1001 }),
    refusal: /'Page Size' must be a whole number from 1 to 1000/,
    missing: ofNobody('segmentId', undefined, { groupId: nobody }),
  },
  ListSegmentPeople: {
    good: (environment) => ({ parameters: { segmentId: environment.segment().segmentId } }),
    status: 200,
    bad: ofText('segmentId'),
    refusal: notAGuid,
    missing: ofNobody('segmentId'),
  },
  CountGroupMembers: {
    good: (environment) => ofGroup(environment),
    status: 200,
    bad: ofText('segmentId', undefined, { groupId: nobody }),
    refusal: notAGuid,
    missing: ofNobody('segmentId', undefined, { groupId: nobody }),
  },
  CompareWithGroup: {
    good: (environment) => inGroup(environment, { memberIds: [environment.contact()] }),
    status: 200,
    bad: (environment) => inGroup(environment, { memberIds: [environment.contact(), { id: nobody }] }),
    refusal: /'Member IDs\[1\]' is an object; an id is expected/,
    missing: inNoGroup({ memberIds: [nobody] }),
  },
  CopyMembers: {
    good: (environment) => copyOf(environment),
    status: 200,
    bad: (environment) => {
      const { segmentId, groupId } = environment.segment();
      return {
        body: {
          sourceSegmentId: segmentId,
          sourceGroupId: groupId,
          targetSegmentId: segmentId,
          targetGroupId: groupId,
        },
      };
    },
    refusal: /'From Group' and 'To Group' are the same group/,
    missing: (environment) => copyOf(environment, nobody),
  },
  RemoveMembersInPieces: {
    good: (environment) => inGroup(environment, { memberIds: [environment.contact()] }),
    status: 200,
    bad: (environment) => inGroup(environment, { memberIds: [nobody, 'ada@example.com'] }),
    refusal: /'Member IDs\[1\]' is not a GUID: ada@example.com/,
    missing: inNoGroup({ memberIds: [nobody] }),
  },
  AddMembersByEmail: byEmail,
  RemoveMembersByEmail: byEmail,
  FindPeople: {
    good: (environment) => {
      environment.contact();
      return { body: { memberTable: 'contact', values: ['ADA@example.com ', 'nobody@example.com'] } };
    },
    status: 200,
    bad: () => ({ body: { memberTable: 'contact', values: ['ada@example.com', 5] } }),
    refusal: /'Values\[1\]' is a number; a text is expected/,
    never404: {
      why: 'it tells who was not found',
      input: () => ({ body: { memberTable: 'lead', values: ['nobody@example.com'] } }),
      status: 200,
      answer: { notFound: ['nobody@example.com'], ids: [] },
    },
  },
  ListViewPeople: {
    good: (environment) => ({
      parameters: { memberTable: 'contact', view: environment.view('Of Uppsala', 'Uppsala') },
    }),
    status: 200,
    bad: () => ({ parameters: { memberTable: 'contact', view: 'Of Uppsala', pageNumber: 0 } }),
    refusal: /'Page Number' must be a whole number/,
    missing: () => ({ parameters: { memberTable: 'contact', view: nobody } }),
  },
  CompareLists: {
    good: () => ({ body: { first: [nobody], second: [] } }),
    asksNobody: true,
    status: 200,
    bad: () => ({ body: { first: [nobody], second: 'none' } }),
    refusal: /'Second List' is a text; a list of ids is expected/,
    never404: {
      why: 'it asks for no row',
      input: () => ({ body: { first: [], second: [nobody] } }),
      status: 200,
      answer: { onlyInSecond: [nobody], inBothCount: 0 },
    },
  },
  ReadFileColumn: {
    good: () => ({ body: { content: base64('email;name\nada@example.com;Ada'), column: 'email' } }),
    asksNobody: true,
    status: 200,
    bad: () => ({ body: { content: 'email;name', column: 'email' } }),
    refusal: /'File Content' is not Base64/,
    never404: {
      why: 'it asks for no row',
      input: () => ({ body: { content: base64('email\n'), column: 'email' } }),
      status: 200,
      answer: { values: [], rowCount: 0 },
    },
  },
  ListViews: {
    good: () => ({ parameters: { memberTable: 'contact' } }),
    status: 200,
    bad: () => ({ parameters: { memberTable: 'account' } }),
    refusal: /'Member Table' is 'account'/,
    never404: {
      why: 'a list without rows is empty',
      input: () => ({ parameters: { memberTable: 'lead' } }),
      status: 200,
      answer: { value: [] },
    },
  },
  ListTextColumns: {
    good: () => ({ parameters: { memberTable: 'contact' } }),
    status: 200,
    bad: () => ({ parameters: { memberTable: 'account' } }),
    refusal: /'Member Table' is 'account'/,
    missing: ofNobody('segmentId'),
  },
};
