import { sampleSegments } from '../../../../emulator/sample-data';
import type { ControlPage } from '../control-page';
import type { FormEnvironment, FormRecordAddress, OpenForm } from '../form-environment';
import { freshSegment, oneGroup } from '../fresh-segment';

/** A state of the control that people come to, and the way there. */
export interface ControlState {
  /** Also the name of its picture in docs/images. */
  readonly name: string;
  readonly record: FormRecordAddress | ((environment: FormEnvironment) => FormRecordAddress);
  /** More of the form's address, as in `&readonly=true`. */
  readonly address?: string;
  /** What the browser writes to the console about the requests that this state makes fail. */
  readonly expects?: RegExp;
  /** From the opened form to the state; waits until it is there. */
  reach(control: ControlPage, form: OpenForm, environment: FormEnvironment): Promise<unknown>;
}

/** The sample's segment with groups of every kind. */
export const newsletter: FormRecordAddress = { definition: sampleSegments.newsletter.definitionId };

/** A segment of its own with one group, for a state that changes it. */
export const withOneGroup = (environment: FormEnvironment): FormRecordAddress => ({
  definition: freshSegment(environment, oneGroup('Guests')).definition,
});
