import type { RecordId } from '../../segments';
import { DataverseError } from '../dataverse-error';
import type { MessageContext } from './message';

/** Milliseconds a job waits before it starts, so that a client sees it waiting. */
const queueMilliseconds = 20;

/**
 * Does work as a system job: the asyncoperation row goes from waiting over in progress to succeeded or failed,
 * with the reason. Returns the row's id.
 */
export function startSystemJob(context: MessageContext, messageName: string, work: () => void): RecordId {
  const { store, user } = context;
  const write = { user, system: true };
  const id = store.create(
    'asyncoperation',
    { name: messageName, messagename: messageName, statecode: 0, statuscode: 0 },
    write,
  );
  const finish = (values: Record<string, string | number>) => {
    store.update('asyncoperation', id, { ...values, completedon: context.now().toISOString() }, write);
  };
  context.later(queueMilliseconds, () => {
    store.update(
      'asyncoperation',
      id,
      { statecode: 2, statuscode: 20, startedon: context.now().toISOString() },
      write,
    );
    try {
      work();
      finish({ statecode: 3, statuscode: 30 });
    } catch (error) {
      const { code, message } = reasonOf(error);
      finish({
        statecode: 3,
        statuscode: 31,
        errorcode: Number(code) | 0,
        message,
        friendlymessage: message.slice(0, 2000),
      });
    }
  });
  return id;
}

function reasonOf(error: unknown): { code: string; message: string } {
  if (error instanceof DataverseError) return error;
  return { code: '0x80040216', message: 'An unexpected error occurred.' };
}
