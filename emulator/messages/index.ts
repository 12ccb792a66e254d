import { importSolutionMessage } from './import-solution';
import type { Message } from './message';

export * from './message';

/** Every message the environment answers. */
export const allMessages: readonly Message[] = [importSolutionMessage];
