import type { TableDescription } from '../segments';
import { interactionTables } from './membership/interaction-tables';
import { solutionTables } from './solutions';
import { platformTables } from './store/tables';

/** The tables that every local Dataverse has. */
export const builtInTables: readonly TableDescription[] = [
  ...platformTables,
  ...solutionTables,
  ...interactionTables,
];
