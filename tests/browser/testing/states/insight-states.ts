import { sampleSegments } from '../../../../emulator/sample-data';
import { executionStatus, executionType } from '../../../../segments/statuses';
import type { FormEnvironment, FormRecordAddress } from '../form-environment';
import type { ControlState } from './control-state';

const { loyalty } = sampleSegments;
const day = 24 * 60 * 60 * 1000;
const evaluations = 12;

/** A live segment that has grown for twelve weeks, with one evaluation that failed. */
function withHistory({ dataverse: { store } }: FormEnvironment): FormRecordAddress {
  for (let week = evaluations; week > 0; week -= 1) {
    const started = store.now().getTime() - week * 7 * day + day / 2;
    const hasFailed = week === 4;
    store.create('msdynmkt_segmentexecution', {
      msdynmkt_name: 'Evaluation',
      msdynmkt_segmentdefinitionid: loyalty.definitionId,
      msdynmkt_type: executionType.scheduled,
      msdynmkt_startedon: new Date(started).toISOString(),
      msdynmkt_finishedon: new Date(started + 90_000).toISOString(),
      msdynmkt_membershipcount: hasFailed ? null : 2600 + (evaluations - week) * 70 + (week % 3) * 45,
      statecode: 0,
      statuscode: hasFailed ? executionStatus.failed : executionStatus.succeeded,
    });
  }
  return { definition: loyalty.definitionId };
}

/** States of what is seen through a segment as a whole. */
export const insightStates: readonly ControlState[] = [
  {
    name: 'whole-segment',
    record: withHistory,
    async reach(control) {
      await control.group('All members').click();
      await control.grid.getByText('@').first().waitFor();
      await control.root.getByText(/^As a table: /).waitFor();
      await control.root.getByText(/Made by a query and the groups/).waitFor();
    },
  },
];
