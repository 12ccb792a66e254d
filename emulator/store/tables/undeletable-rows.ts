import { badRequest } from '../../dataverse-error';
import type { TableRule } from '../store';

/** Dataverse disables users and never deletes them; without its organisation an environment is none. */
export const undeletableRows: readonly TableRule[] = ['organization', 'systemuser', 'businessunit'].map(
  (table) => ({
    table,
    before(write) {
      if (write.kind !== 'delete') return;
      throw badRequest('0x80040800', `The 'Delete' method does not support entities of type '${table}'.`);
    },
  }),
);
