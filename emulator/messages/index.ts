import { importSolutionMessage } from './import-solution';
import type { Message } from './message';
import { realTimeSegmentMessages } from './real-time-segments';
import { whoAmIMessage } from './who-am-i';

export * from './message';

/** Every message the environment answers. */
export const allMessages: readonly Message[] = [
  whoAmIMessage,
  importSolutionMessage,
  ...realTimeSegmentMessages,
];
