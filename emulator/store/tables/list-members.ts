import { accountName, contactName, leadName } from '../../../segments';
import { badRequest, errorCodes } from '../../dataverse-error';
import { storedId } from '../row';
import type { TableRule } from '../store';

/** Tables of members by a list's createdfromcode. Source: reference page of list. */
const targets: Readonly<Record<number, string>> = {
  1: accountName.logicalName,
  2: contactName.logicalName,
  4: leadName.logicalName,
};

/** A static list takes members of its own table; a dynamic one takes none, as its query says who they are. */
export const listMembers: readonly TableRule[] = [
  {
    table: 'listmember',
    before({ kind, values }, store) {
      const id = values['listid'];
      const list =
        kind === 'create' && typeof id === 'string' ? store.retrieve('list', storedId(id)) : undefined;
      if (list === undefined) return;
      if (list['type'] === true) {
        throw badRequest(errorCodes.businessRule, 'Members cannot be added to a dynamic list.');
      }
      const target = targets[Number(list['createdfromcode'])];
      if (target === undefined || target === values['entityidtype']) return;
      throw badRequest(errorCodes.businessRule, `The list takes members of the table '${target}' only.`);
    },
  },
];
