import type { RecordId, ValuesOf } from '../../segments';
import type { Assumptions } from '../assumptions';
import type { Store } from '../store';

export type MessageType =
  | 'Edm.String'
  | 'Edm.Int32'
  | 'Edm.Boolean'
  | 'Edm.Guid'
  | 'Edm.Binary'
  | 'Edm.DateTimeOffset'
  | 'Collection(Edm.String)'
  | 'Collection(Edm.Int64)'
  /** A row of any table, as its columns and lookups are written. */
  | 'mscrm.crmbaseentity'
  /** A complex or enumeration type of the message's own, or a collection of it. */
  | `mscrm.${string}`
  | `Collection(mscrm.${string})`;

export interface MessageParameter {
  readonly name: string;
  readonly type: MessageType;
  /** A missing value is refused unless this is true. */
  readonly optional?: boolean;
  readonly atMost?: number;
  readonly atLeast?: number;
}

export interface MessageProperty {
  readonly name: string;
  readonly type: MessageType;
  readonly nullable?: boolean;
}

/** An enumeration of a message's own; values are its members' names. */
export interface EnumerationType {
  readonly name: string;
  readonly members: readonly string[];
}

export interface ComplexType {
  readonly name: string;
  readonly properties: readonly MessageProperty[];
}

/** Parameters after the check against the description: of the declared type, absent ones are undefined. */
export type MessageParameters = Readonly<Record<string, unknown>>;

/** The answer's properties, or undefined for 204 without a body. */
export type MessageAnswer = Readonly<Record<string, unknown>> | undefined;

export interface MessageContext {
  readonly store: Store;
  readonly user: RecordId;
  readonly assumptions: Assumptions;
  /** The Web API's address with its version and a slash. */
  readonly root: string;
  /** Aborted when the client has gone away. */
  readonly signal?: AbortSignal;
  /** The row that a bound message was called on. */
  readonly boundTo?: RecordId;
  now(): Date;
  /** Runs work after the answer has been sent, as Dataverse's asynchronous jobs do; closing waits for it. */
  later(milliseconds: number, work: () => void | Promise<void>): void;
}

/** A Web API action (POST) or function (GET). */
export interface Message {
  readonly name: string;
  readonly kind: 'action' | 'function';
  readonly parameters: readonly MessageParameter[];
  /** Empty for 204. */
  readonly answer: readonly MessageProperty[];
  /** The answer is a row of the table that its `@odata.type` names; `answer` is empty then. */
  readonly answersRow?: boolean;
  readonly complexTypes?: readonly ComplexType[];
  readonly enumerationTypes?: readonly EnumerationType[];
  /** The table on whose rows it is called, e.g. `systemusers(<id>)/Microsoft.Dynamics.CRM.Name()`. */
  readonly boundTable?: string;
  /** Only users with write privileges may call it; true for actions unless said otherwise. */
  readonly readOnly?: boolean;
  /** @throws DataverseError for a refusal. A handler that returns no promise may stand in a change set. */
  handle(context: MessageContext, parameters: MessageParameters): MessageAnswer | Promise<MessageAnswer>;
}

type DescribedAnswer<
  Answer extends readonly MessageProperty[],
  Complex extends readonly ComplexType[],
> = Answer extends readonly [] ? undefined : ValuesOf<Answer, Complex>;

/** A message whose handler takes and gives what its own description says. */
export interface DescribedMessage<
  Parameters extends readonly MessageParameter[],
  Answer extends readonly MessageProperty[],
  Complex extends readonly ComplexType[],
> extends Omit<Message, 'handle'> {
  readonly parameters: Parameters;
  readonly answer: Answer;
  readonly complexTypes?: Complex;
  handle(
    context: MessageContext,
    parameters: ValuesOf<Parameters, Complex>,
  ): DescribedAnswer<Answer, Complex> | Promise<DescribedAnswer<Answer, Complex>>;
}

/** A message among others. Who calls it has checked the parameters against the description, hence the cast. */
export function defineMessage<
  const Parameters extends readonly MessageParameter[],
  const Answer extends readonly MessageProperty[],
  const Complex extends readonly ComplexType[] = readonly [],
>(described: DescribedMessage<Parameters, Answer, Complex>): Message {
  return {
    ...described,
    handle: (context, parameters) => described.handle(context, parameters as ValuesOf<Parameters, Complex>),
  };
}
