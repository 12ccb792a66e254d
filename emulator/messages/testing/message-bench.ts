import { defaultAssumptions, type Assumptions } from '../../assumptions';
import { interactionTables } from '../../membership/interaction-tables';
import { openStore, SYSTEM_USER, type Store, type TableRule } from '../../store';
import { personNames, platformTables } from '../../store/tables';
import type { TableDescription } from '../../../segments';
import type { Message, MessageAnswer, MessageContext } from '../message';

/** An environment for tests of messages: a store in memory, and jobs that run when they are told to. */
export class MessageBench {
  readonly store: Store;
  readonly context: MessageContext;
  /** The environment's clock; tests move it. */
  time = new Date('2026-09-03T20:18:03Z');
  private readonly jobs: (() => void | Promise<void>)[] = [];

  constructor(
    private readonly messages: readonly Message[],
    assumptions: Partial<Assumptions> = {},
    { tables = [], rules = [] }: { tables?: readonly TableDescription[]; rules?: readonly TableRule[] } = {},
  ) {
    const now = (): Date => this.time;
    this.store = openStore([...platformTables, ...interactionTables, ...tables], {
      rules: [...personNames, ...rules],
      now,
    });
    this.context = {
      store: this.store,
      user: SYSTEM_USER,
      root: 'http://127.0.0.1:5151/api/data/v9.2/',
      assumptions: { ...defaultAssumptions, ...assumptions },
      now,
      later: (_milliseconds, work) => {
        this.jobs.push(work);
      },
    };
  }

  /** Calls a message that may answer later. */
  answer(
    name: string,
    parameters: Readonly<Record<string, unknown>>,
  ): MessageAnswer | Promise<MessageAnswer> {
    const message = this.messages.find((candidate) => candidate.name === name);
    if (message === undefined) throw new Error(`There is no message ${name}.`);
    return message.handle(this.context, parameters);
  }

  /** Calls a message as a request with these parameters does. */
  call(name: string, parameters: Readonly<Record<string, unknown>>): MessageAnswer {
    const answer = this.answer(name, parameters);
    if (answer instanceof Promise) throw new Error(`${name} answers later.`);
    return answer;
  }

  /** Runs the jobs that wait now; those they start wait for the next call. */
  async runJobs(): Promise<void> {
    for (const job of this.jobs.splice(0)) await job();
  }
}
