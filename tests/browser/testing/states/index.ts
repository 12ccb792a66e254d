import { ControlPage } from '../control-page';
import type { FormEnvironment, OpenForm } from '../form-environment';
import { addingStates } from './adding-states';
import type { ControlState } from './control-state';
import { formStates } from './form-states';
import { groupsStates } from './groups-states';
import { insightStates } from './insight-states';
import { membersStates } from './members-states';

export type { ControlState } from './control-state';

export const controlStates: readonly ControlState[] = [
  ...membersStates,
  ...groupsStates,
  ...addingStates,
  ...formStates,
  ...insightStates,
];

/** Opens the form of a state and goes there. */
export async function openState(
  environment: FormEnvironment,
  state: ControlState,
  more = '',
  options?: Parameters<FormEnvironment['open']>[2],
): Promise<OpenForm & { readonly control: ControlPage }> {
  const record = typeof state.record === 'function' ? state.record(environment) : state.record;
  const form = await environment.open(record, (state.address ?? '') + more, options);
  const control = new ControlPage(form.page);
  await state.reach(control, form, environment);
  return { ...form, control };
}
