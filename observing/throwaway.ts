import { randomUUID } from 'node:crypto';
import {
  contactName,
  definitionStatus,
  manualSelect,
  segmentActions,
  segmentDefinitionName,
  segmentName,
  segmentSource,
  segmentStatus,
  segmentType,
} from '../segments';
import { accepted, rowsOf, type Answer, type Environment } from './environment';

/** The name of everything that is made here, by which the next run finds what a killed one left. */
export const marker = 'sgm-observation-3f6a9c52';

const firstName = 'Throw-away';
export const firstNameWithAccent = 'Thröw-away';

type Action = keyof typeof segmentActions;

/** A draft segment with two groups, and contacts, all made for the experiments. */
export interface Throwaway {
  readonly environment: Environment;
  readonly segment: string;
  readonly definition: string;
  readonly group: string;
  readonly otherGroup: string;
  /** Six, in no order. */
  readonly contacts: readonly string[];
  /** One more, that is in no group until the last experiment. */
  readonly spare: string;
  call(action: Action, parameters: object): Promise<Answer>;
  setGroups(groups: readonly string[]): Promise<void>;
  /** Ids of a group as they are spelled, asked for one by one so that no page size matters. */
  idsOf(group: string): Promise<readonly string[]>;
}

/** The ids in a text, as they are spelled and in order. */
export function idsIn(text: string): string[] {
  return text.match(/\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?/gi) ?? [];
}

export function plain(id: string): string {
  return id.replace(/[{}]/g, '').toLowerCase();
}

/** @throws Error when the environment does not let it be made; what was made by then is found by its name. */
export async function makeThrowaway(environment: Environment): Promise<Throwaway> {
  const [group, otherGroup] = [randomUUID(), randomUUID()];
  const contacts = Array.from({ length: 6 }, () => randomUUID());
  const spare = randomUUID();
  for (const contactid of [...contacts, spare]) {
    const row = { contactid, firstname: firstName, lastname: marker };
    accepted(await environment.send('POST', contactName.entitySetName, row), 'Creating a contact');
  }
  const { definition, segment } = await makeSegment(environment, '', [group, otherGroup]);
  const call: Throwaway['call'] = (action, parameters) =>
    environment.send('POST', segmentActions[action].name, parameters);
  return {
    environment,
    segment,
    definition,
    group,
    otherGroup,
    contacts,
    spare,
    call,
    async setGroups(groups) {
      const row = { msdynmkt_staticlistmembers: groupsText(groups) };
      accepted(
        await environment.send('PATCH', `msdynmkt_segmentdefinitions(${definition})`, row),
        'Changing the groups',
      );
    },
    async idsOf(asked) {
      const ids: string[] = [];
      for (let page = 1; page <= contacts.length + 2; page += 1) {
        const parameters = { SegmentId: segment, GroupId: asked, PageNo: page, PageSize: 1 };
        const answer = await call('listGroupMembers', parameters);
        const found = idsIn(JSON.stringify(answer.body ?? ''));
        if (answer.refusal || found.length === 0) break;
        ids.push(...found);
      }
      return ids;
    },
  };
}

/** A draft segment with its definition. @throws Error when it is refused. */
export async function makeSegment(
  environment: Environment,
  query: string,
  groups: readonly string[],
): Promise<{ readonly definition: string; readonly segment: string }> {
  const [definition, segment] = [randomUUID(), randomUUID()];
  const definitionRow = {
    msdynmkt_segmentdefinitionid: definition,
    msdynmkt_name: marker,
    msdynmkt_segmentquery: query,
    msdynmkt_staticlistmembers: groupsText(groups),
    statecode: 0,
    statuscode: definitionStatus.draft,
  };
  accepted(
    await environment.send('POST', segmentDefinitionName.entitySetName, definitionRow),
    'Creating a segment definition',
  );
  const segmentRow = {
    msdynmkt_segmentid: segment,
    msdynmkt_displayname: marker,
    msdynmkt_type: query === '' ? segmentType.static : segmentType.dynamic,
    msdynmkt_source: segmentSource.journeys,
    msdynmkt_baseentitylogicalname: contactName.logicalName,
    msdynmkt_sourcesegmentuid: definition,
    statecode: 1,
    statuscode: segmentStatus.inactive,
  };
  accepted(await environment.send('POST', segmentName.entitySetName, segmentRow), 'Creating a segment');
  return { definition, segment };
}

function groupsText(groups: readonly string[]): string {
  return JSON.stringify(
    groups.map((groupId, index) => ({
      groupId,
      name: `${marker} ${index}`,
      includeType: 'Include',
      inputType: manualSelect,
    })),
  );
}

/** Tables in the order in which their rows are deleted, with the column that holds the marker. */
const made = [
  { set: segmentName.entitySetName, id: 'msdynmkt_segmentid', name: 'msdynmkt_displayname' },
  { set: segmentDefinitionName.entitySetName, id: 'msdynmkt_segmentdefinitionid', name: 'msdynmkt_name' },
  { set: contactName.entitySetName, id: 'contactid', name: 'lastname' },
] as const;

/**
 * Deletes everything that this run, or one that was killed, made. Found by its name alone.
 * @returns how many rows are left all the same.
 */
export async function removeThrowaway(environment: Environment): Promise<number> {
  let left = 0;
  for (const { set, id, name } of made) {
    const found = rowsOf(
      await environment.send('GET', `${set}?$select=${id}&$filter=${name} eq '${marker}'`),
    );
    for (const row of found) {
      const rowId = String(row[id]);
      if (set === segmentName.entitySetName) {
        await environment.send('POST', segmentActions.stopSegments.name, { SegmentIdList: [rowId] });
      }
      const { status } = await environment.send('DELETE', `${set}(${rowId})`);
      if (status >= 300 && status !== 404) left += 1;
    }
  }
  return left;
}
