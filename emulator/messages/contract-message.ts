import type { ActionContract } from '../../segments';
import type { Message, MessageParameter } from './message';

/**
 * A message with the name, parameters and answer of its contract. The most ids a list may have is checked by the
 * handler, which knows what the environment assumes.
 */
export function messageOf(
  contract: ActionContract,
  rest: Pick<Message, 'handle' | 'readOnly' | 'complexTypes'>,
): Message {
  const parameters = contract.parameters.map(({ name, type, optional, atLeast }): MessageParameter => ({
    name,
    type,
    ...(optional === undefined ? {} : { optional }),
    ...(atLeast === undefined ? {} : { atLeast }),
  }));
  return { name: contract.name, kind: 'action', parameters, answer: contract.answer, ...rest };
}
