import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Assumptions } from '../../../emulator/assumptions';
import { createXrmWebApi } from '../../../emulator/form/xrm/xrm-web-api';
import { startLocalDataverse, type LocalDataverse } from '../../../emulator/local-dataverse';
import { MemberSets } from '../../../emulator/membership/member-sets';
import type { Clock } from '../../../pcf/SegmentMembersControl/bulk/clock';
import { connectDataverse } from '../../../pcf/SegmentMembersControl/dataverse/connection';
import type { Dataverse } from '../../../pcf/SegmentMembersControl/dataverse/dataverse';
import { newStaticGroup, parseRecordId, serialiseStaticGroups, type RecordId } from '../../../segments';

function idOf(text: string): RecordId {
  const id = parseRecordId(text);
  if (id === undefined) throw new Error(`${text} is no id.`);
  return id;
}

export const definitionId = idOf('aaaaaaaa-0000-4000-8000-000000000001');
export const address = {
  segmentId: idOf('aaaaaaaa-0000-4000-8000-000000000002'),
  groupId: idOf('aaaaaaaa-0000-4000-8000-000000000003'),
};
export const personId = (number: number): RecordId =>
  idOf(`bbbbbbbb-0000-4000-8000-${String(number).padStart(12, '0')}`);

/** A local Dataverse with one segment, one group and some people, that can be killed and comes back. */
export interface Scene {
  url(): string;
  /** Ends the server as a crash does for those who call it, and starts it again with what it had stored. */
  kill(): Promise<void>;
  /** Who is in the group at this moment. */
  members(): readonly RecordId[];
  close(): Promise<void>;
}

export async function openScene(assumptions: Partial<Assumptions>, people: number): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), 'torture-'));
  const start = (): Promise<LocalDataverse> =>
    startLocalDataverse({ port: 0, sampleData: 'none', file: join(folder, 'data.db'), assumptions });
  let server = await start();
  fill(server, people);
  return {
    url: () => server.url,
    async kill() {
      await server.close();
      server = await start();
    },
    members() {
      const set = { kind: 'group', owner: definitionId, group: address.groupId } as const;
      const sets = MemberSets.in(server.store.database);
      // In one step: between two pages the other user may remove somebody, and the last members take the free places.
      return sets.page(set, 0, sets.size(set));
    },
    async close() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function fill({ store }: LocalDataverse, people: number): void {
  store.create('msdynmkt_segmentdefinition', {
    msdynmkt_segmentdefinitionid: definitionId,
    msdynmkt_name: 'Guests',
    msdynmkt_staticlistmembers: serialiseStaticGroups([newStaticGroup(address.groupId, 'Guests', 'Include')]),
  });
  store.create('msdynmkt_segment', {
    msdynmkt_segmentid: address.segmentId,
    msdynmkt_sourcesegmentuid: definitionId,
    msdynmkt_baseentitylogicalname: 'contact',
  });
  for (let number = 0; number < people; number += 1) {
    store.create('contact', { contactid: personId(number), lastname: 'Guest' });
  }
}

const entitySetNames = { contact: 'contacts', msdynmkt_segmentdefinition: 'msdynmkt_segmentdefinitions' };

/** The control's own way to a server. */
export function dataverseAt(url: () => string, send: typeof fetch, clock?: Clock): Dataverse {
  const absolute: typeof fetch = (input, init) => {
    const path = String(input instanceof Request ? input.url : input);
    return send(path.startsWith('http') ? path : url() + path, init);
  };
  const webApi = createXrmWebApi('', absolute, { entitySetNames });
  return connectDataverse({
    rows: webApi,
    actionHost: { WebApi: webApi as never },
    send: absolute,
    ...(clock ? { clock } : {}),
  });
}
