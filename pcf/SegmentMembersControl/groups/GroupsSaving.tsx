import * as React from 'react';
import { DefaultButton, Dialog, DialogFooter, DialogType, PrimaryButton } from '../kit/fluent';
import { parseStaticGroups } from '../../../segments/static-groups';
import { Notice } from '../kit/Notice';
import { useKit } from '../kit/kit';
import { wordsOf } from '../kit/texts';
import { useStore } from '../kit/store';
import { nameOf } from './group-name';
import { hasUnsavedGroups, type GroupsReady } from './groups-state';
import type { GroupsStore } from './groups-store';

/** What is not saved yet, how to save it, and what to do when somebody else was quicker. */
export function GroupsSaving({
  store,
  ready,
}: {
  store: GroupsStore;
  ready: GroupsReady;
}): React.JSX.Element | null {
  const { texts } = useKit();
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
      {saving.kind === 'conflict' && (
        <ConflictDialog
          mine={saving.mine}
          theirs={saving.theirs.text}
          onChoose={(side) => void store.resolve(side)}
        />
      )}
    </div>
  );
}

interface ConflictDialogProps {
  readonly mine: string;
  readonly theirs: string;
  readonly onChoose: (side: 'mine' | 'theirs') => void;
}

function ConflictDialog({ mine, theirs, onChoose }: ConflictDialogProps): React.JSX.Element {
  const { texts } = useKit();
  return (
    <Dialog
      hidden={false}
      minWidth={480}
      modalProps={{ isBlocking: true }}
      dialogContentProps={{
        type: DialogType.normal,
        title: texts('Conflict_Title'),
        subText: texts('Conflict_Text'),
        showCloseButton: false,
      }}
    >
      <div className="sgm-sides">
        <Side title={texts('Conflict_Mine')} text={mine} />
        <Side title={texts('Conflict_Theirs')} text={theirs} />
      </div>
      <DialogFooter>
        <PrimaryButton text={texts('Conflict_KeepMine')} onClick={() => onChoose('mine')} />
        <DefaultButton text={texts('Conflict_TakeTheirs')} onClick={() => onChoose('theirs')} />
      </DialogFooter>
    </Dialog>
  );
}

/** The groups of one side, or its text when it cannot be read. */
function Side({ title, text }: { title: string; text: string }): React.JSX.Element {
  const { texts } = useKit();
  const result = parseStaticGroups(text);
  return (
    <section aria-label={title}>
      <h2 className="sgm-title">{title}</h2>
      {result.ok ? (
        <ul>
          {result.groups.map((group) => (
            <li key={group.id}>
              <bdi>{nameOf(group, texts('Groups_Unnamed'))}</bdi> (
              {texts(group.includeType === 'Include' ? 'Groups_Include' : 'Groups_Exclude')})
            </li>
          ))}
          {result.groups.length === 0 && <li>{texts('Groups_None')}</li>}
        </ul>
      ) : (
        <pre className="sgm-source">{text}</pre>
      )}
    </section>
  );
}
