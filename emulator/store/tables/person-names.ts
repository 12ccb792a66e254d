import type { TableRule, Write } from '../store';

/** Dataverse's default full name format: first and last name. */
function completeFullName(write: Write): void {
  const { values, previous } = write;
  if (write.kind === 'update' && !('firstname' in values) && !('lastname' in values)) return;
  const parts = ['firstname', 'lastname'].map((name) => (name in values ? values[name] : previous?.[name]));
  const present = parts.filter((part): part is string => typeof part === 'string');
  const full = present.join(' ');
  if (full !== '') values['fullname'] = full;
  else if (present.length === 0 && write.kind === 'update') values['fullname'] = null;
}

/** Contacts, leads and users get their full name from first and last name. */
export const personNames: readonly TableRule[] = ['contact', 'lead', 'systemuser'].map((table) => ({
  table,
  before: completeFullName,
}));
