import { importSolutionAsyncMessage, importSolutionMessage } from './import-solution';
import type { Message } from './message';
import {
  deleteAndPromoteAsyncMessage,
  deleteAndPromoteMessage,
  publishAllAsyncMessage,
  publishAllMessage,
} from './promote-solution';
import { stageSolutionMessage } from './stage-solution';

/** Messages that bring solutions into the environment. */
export const solutionMessages: readonly Message[] = [
  importSolutionMessage,
  importSolutionAsyncMessage,
  stageSolutionMessage,
  deleteAndPromoteMessage,
  deleteAndPromoteAsyncMessage,
  publishAllMessage,
  publishAllAsyncMessage,
];
