import type { ActionContract, AnswerOf, ParametersOf } from '../../segments';
import type { Message, MessageContext, MessageParameter } from './message';

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
    ): AnswerOf<Contract> | Promise<AnswerOf<Contract>>;
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
