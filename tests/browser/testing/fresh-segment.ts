import { randomUUID } from 'node:crypto';
import { newStaticGroup, serialiseStaticGroups, recordId } from '../../../segments';
import type { FormEnvironment } from './form-environment';

/** A definition of its own for a state that changes it, with a segment row as publishing makes it. */
export function freshSegment(
  { dataverse }: FormEnvironment,
  groups: string,
): { definition: string; segment: string } {
  const name = 'Spring campaign';
  const definitionId = dataverse.store.create('msdynmkt_segmentdefinition', {
    msdynmkt_name: name,
    msdynmkt_staticlistmembers: groups,
  });
  const segment = dataverse.store.create('msdynmkt_segment', {
    msdynmkt_displayname: name,
    msdynmkt_sourcesegmentuid: definitionId,
    msdynmkt_baseentitylogicalname: 'contact',
    msdynmkt_type: 10,
    statecode: 0,
    statuscode: 1,
  });
  return { definition: definitionId, segment };
}

export const oneGroup = (name: string): string =>
  serialiseStaticGroups([newStaticGroup(recordId(randomUUID()), name, 'Include')]);
