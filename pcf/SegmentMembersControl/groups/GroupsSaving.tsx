import * as React from 'react';
import { PrimaryButton } from '../kit/fluent';
import { limits } from '../../../segments/limits';
import { Notice } from '../kit/Notice';
import { useKit } from '../kit/kit';
import { wordsOf } from '../kit/texts';
import { useStore } from '../kit/store';
import { ConflictDialog } from './ConflictDialog';
import type { GroupCounts } from './group-counts';
import { hasUnsavedGroups, type GroupsReady } from './groups-state';
import type { GroupsStore } from './groups-store';

interface GroupsSavingProps {
  readonly store: GroupsStore;
  readonly ready: GroupsReady;
  readonly counts: GroupCounts['state'];
}

/** What is not saved yet, how to save it, and what to do when somebody else was quicker. */
export function GroupsSaving({ store, ready, counts }: GroupsSavingProps): React.JSX.Element | null {
  const { texts, formats } = useKit();
  const saving = useStore(store.saving);
  if (!hasUnsavedGroups(ready) && saving.kind === 'idle') return null;
  return (
    <div className="sgm-saving">
      {saving.kind === 'failed' && (
        <Notice kind="error">{texts('Groups_SaveFailed', wordsOf(texts, saving.reason))}</Notice>
      )}
      <Notice
        kind="warning"
        actions={
          <PrimaryButton
            text={texts('Groups_Save')}
            disabled={saving.kind === 'saving'}
            onClick={() => void store.save()}
          />
        }
      >
        {texts(store.isSavedWithForm ? 'Groups_UnsavedForm' : 'Groups_Unsaved')}
      </Notice>
      {saving.kind === 'tooMany' && (
        <Notice kind="error">
          {texts(
            'Conflict_TooMany',
            formats.number(saving.count),
            formats.number(limits.groupsPerDefinition),
          )}
        </Notice>
      )}
      {saving.kind === 'conflict' && (
        <ConflictDialog
          contradictions={saving.contradictions}
          counts={counts}
          onChoose={(side) => void store.resolve(side)}
        />
      )}
    </div>
  );
}
