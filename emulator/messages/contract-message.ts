import type { ActionContract, AnswerOf, ParametersOf } from '../../segments';
import type { TextInPieces } from '../text-in-pieces';
import type { Message, MessageContext, MessageParameter } from './message';

/** An answer as its contract has it; a long text may be made as it is sent. */
type Sent<Answer> = Answer extends undefined
  ? undefined
  : { readonly [Name in keyof Answer]: Answer[Name] extends string ? string | TextInPieces : Answer[Name] };

/**
 * A message with the name, parameters and answer of its contract. The most ids a list may have is checked by the
 * handler, which knows what the environment assumes; that the parameters are those of the contract is checked by
 * who calls it, hence the cast.
 */
export function messageOf<const Contract extends ActionContract>(
  contract: Contract,
  {
    readOnly = false,
    handle,
  }: {
    readonly readOnly?: boolean;
    handle(
      context: MessageContext,
      parameters: ParametersOf<Contract>,
    ): Sent<AnswerOf<Contract>> | Promise<Sent<AnswerOf<Contract>>>;
  },
): Message {
  const { name, answer, complexTypes = [] } = contract;
  const parameters = contract.parameters.map(
    ({ atMost: _judgedByHandler, ...rest }): MessageParameter => rest,
  );
  return {
    name,
    kind: 'action',
    parameters,
    answer,
    complexTypes,
    readOnly,
    handle: (context, given) => handle(context, given as ParametersOf<Contract>),
  };
}
