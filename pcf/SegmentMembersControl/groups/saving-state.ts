import type { GroupContradiction } from '../../../segments/merge-static-groups';
import type { FailureMessage } from '../dataverse/failure-message';
import type { StoredGroups } from './groups-column';

export type SavingState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'failed'; readonly reason: FailureMessage }
  /** Two people have done what cannot both be; all else is put together already. */
  | {
      readonly kind: 'conflict';
      readonly contradictions: readonly GroupContradiction[];
      readonly theirs: StoredGroups;
    }
  /** What both have added is more than a definition can hold. */
  | { readonly kind: 'tooMany'; readonly count: number };
