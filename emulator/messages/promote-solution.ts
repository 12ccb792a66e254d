import { deleteAndPromote } from '../solutions';
import type { Message } from './message';
import { startSystemJob } from './system-job';

const parameters = [{ name: 'UniqueName', type: 'Edm.String' }] as const;

/** Source: DeleteAndPromote action reference. */
export const deleteAndPromoteMessage: Message = {
  name: 'DeleteAndPromote',
  kind: 'action',
  parameters,
  answer: [{ name: 'SolutionId', type: 'Edm.Guid' }],
  handle({ store }, given) {
    return { SolutionId: deleteAndPromote(store, String(given['UniqueName'])) };
  },
};

/** Source: DeleteAndPromoteAsync action reference. */
export const deleteAndPromoteAsyncMessage: Message = {
  name: 'DeleteAndPromoteAsync',
  kind: 'action',
  parameters,
  answer: [{ name: 'AsyncOperationId', type: 'Edm.Guid' }],
  handle(context, given) {
    const operation = startSystemJob(context, 'DeleteAndPromoteAsync', () => {
      deleteAndPromote(context.store, String(given['UniqueName']));
    });
    return { AsyncOperationId: operation };
  },
};

/** Imported components need no publishing here; the action is answered because every deployment calls it. */
export const publishAllMessage: Message = {
  name: 'PublishAllXml',
  kind: 'action',
  parameters: [],
  answer: [],
  handle: () => undefined,
};
