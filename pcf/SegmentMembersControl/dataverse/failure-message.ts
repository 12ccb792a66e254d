import { failureOf } from './errors';

/** What a person is told of a failure: the key of a text and what the server said, for its place in it. */
export interface FailureMessage {
  readonly key:
    | 'Failed'
    | 'Failed_Connection'
    | 'Failed_SignedOut'
    | 'Failed_NoAnswer'
    | 'Failed_Unreadable'
    | 'Failed_Busy';
  readonly said: string;
}

/** The failure in words for people: never those of a browser or of a plug-in's exception. */
export function failureMessageOf(error: unknown): FailureMessage {
  const { status, message } = failureOf(error);
  return { key: keyOf(status), said: plainWords(message) };
}

function keyOf(status: number): FailureMessage['key'] {
  switch (status) {
    case 0:
    case 502:
    case 504:
      return 'Failed_Connection';
    case 401:
      return 'Failed_SignedOut';
    case 408:
      return 'Failed_NoAnswer';
    case 200:
      return 'Failed_Unreadable';
    case 429:
    case 503:
      return 'Failed_Busy';
    default:
      return 'Failed';
  }
}

const inPlugInException = /^Exception '\w+' occured: ([^]*?)(?:, CorrelationId: [0-9a-f-]+)?$/;

/** What a plug-in has to say, without the names of exceptions, the ids and the call stacks around it. */
export function plainWords(message: string): string {
  const [firstPart = ''] = message.split(/\r?\n\s*at |\r\n/);
  return (inPlugInException.exec(firstPart)?.[1] ?? firstPart).trim();
}
