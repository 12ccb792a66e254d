import { deleteAndPromote } from '../solutions';
import { defineMessage } from './message';
import { startSystemJob } from './system-job';

const parameters = [{ name: 'UniqueName', type: 'Edm.String' }] as const;

/** Source: DeleteAndPromote action reference. */
export const deleteAndPromoteMessage = defineMessage({
  name: 'DeleteAndPromote',
  kind: 'action',
  parameters,
  answer: [{ name: 'SolutionId', type: 'Edm.Guid' }],
  handle({ store }, { UniqueName }) {
    return { SolutionId: deleteAndPromote(store, UniqueName) };
  },
});

/** Source: DeleteAndPromoteAsync action reference. */
export const deleteAndPromoteAsyncMessage = defineMessage({
  name: 'DeleteAndPromoteAsync',
  kind: 'action',
  parameters,
  answer: [{ name: 'AsyncOperationId', type: 'Edm.Guid' }],
  handle(context, { UniqueName }) {
    const operation = startSystemJob(context, 'DeleteAndPromoteAsync', () => {
      deleteAndPromote(context.store, UniqueName);
    });
    return { AsyncOperationId: operation };
  },
});

/** Imported components need no publishing here; the action is answered because every deployment calls it. */
export const publishAllMessage = defineMessage({
  name: 'PublishAllXml',
  kind: 'action',
  parameters: [],
  answer: [],
  handle: () => undefined,
});

/** Source: "PublishAllXmlAsync" action reference. */
export const publishAllAsyncMessage = defineMessage({
  name: 'PublishAllXmlAsync',
  kind: 'action',
  parameters: [],
  answer: [{ name: 'AsyncOperationId', type: 'Edm.Guid' }],
  handle: (context) => ({ AsyncOperationId: startSystemJob(context, 'PublishAllXmlAsync', () => undefined) }),
});
