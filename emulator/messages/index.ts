import { importSolutionMessage } from './import-solution';
import type { Message } from './message';
import { realTimeSegmentMessages } from './real-time-segments';

export * from './message';

/** Every message the environment answers. */
export const allMessages: readonly Message[] = [importSolutionMessage, ...realTimeSegmentMessages];
