import * as React from 'react';
import { DefaultButton } from '../kit/fluent';
import { limits } from '../../../segments/limits';
import type { RecordId } from '../../../segments/record-id';
import type { StaticGroup } from '../../../segments/static-groups';
import { ConfirmDialog, type Question } from '../kit/ConfirmDialog';
import { EmptyState } from '../kit/EmptyState';
import { Notice } from '../kit/Notice';
import { useKit } from '../kit/kit';
import { useStore } from '../kit/store';
import { useFocusAfter } from '../kit/use-focus-after';
import { textOfCount, type GroupCounts } from './group-counts';
import { nameOf } from './group-name';
import { newRecordId } from './new-record-id';
import { GroupButton } from './GroupButton';
import { GroupForm } from './GroupForm';
import { GroupItem } from './GroupItem';
import { GroupsSaving } from './GroupsSaving';
import { unsavedPartOf, type GroupsReady } from './groups-state';
import type { GroupsStore } from './groups-store';
import { iconOf } from '../kit/icons';

interface GroupsPaneProps {
  readonly store: GroupsStore;
  readonly ready: GroupsReady;
  readonly counts: GroupCounts['state'];
  readonly canChange: boolean;
  readonly shown: RecordId | undefined;
  readonly onShow: (groupId: RecordId) => void;
  /** The entry for the whole segment; absent where it cannot be read. */
  readonly whole?: {
    readonly isShown: boolean;
    readonly count: number | undefined;
    readonly onShow: () => void;
  };
  /** Members of a group who never reach the segment, as a group of the other kind has them too; 0 where unknown. */
  readonly countOfOpposed: (groupId: RecordId) => number;
  /** Absent where there is nothing to compare. */
  readonly onCompare?: () => void;
}

type Editing =
  { readonly kind: 'none' } | { readonly kind: 'new' } | { readonly kind: 'group'; readonly id: RecordId };

/** The groups of the definition: choose one, add, change and delete. */
export function GroupsPane(props: GroupsPaneProps): React.JSX.Element {
  const { store, ready, canChange, shown, onShow } = props;
  const { texts, formats } = useKit();
  const counts = useStore(props.counts);
  const [editing, setEditing] = React.useState<Editing>({ kind: 'none' });
  const [question, setQuestion] = React.useState<Question>();
  const pane = React.useRef<HTMLElement>(null);
  useFocusAfter(pane, editing, (before) => {
    if (before.kind === 'group') return `[data-group="${before.id}"] .sgm-group-button`;
    return before.kind === 'new' ? ':is(.sgm-shown .sgm-group-button, .sgm-add-group)' : undefined;
  });
  const isFull = ready.groups.length >= limits.groupsPerDefinition;

  const askToDelete = (group: StaticGroup): void => {
    const text = texts('Groups_DeleteText', nameOf(group, texts('Groups_Unnamed')));
    const count = counts[group.id];
    setQuestion({
      title: texts('Groups_DeleteTitle'),
      text: count?.count ? `${text} ${texts('Groups_Members', textOfCount(count, formats.number))}` : text,
      yes: texts('Delete'),
      onYes: () => store.change({ type: 'delete', id: group.id }),
    });
  };

  return (
    <section ref={pane} className="sgm-groups" aria-label={texts('Groups_Title')}>
      <div className="sgm-pane-head">
        <h3 className="sgm-groups-title">{texts('Groups_Title')}</h3>
        <span className="sgm-quiet">
          {texts(
            'Groups_Count',
            formats.number(ready.groups.length),
            formats.number(limits.groupsPerDefinition),
          )}
        </span>
      </div>
      {ready.groups.length === 0 && editing.kind === 'none' && (
        <EmptyState icon="People" title={texts('Groups_None')} text={texts('Groups_NoneText')} />
      )}
      <ul className="sgm-group-list">
        {props.whole && (
          <li className={props.whole.isShown ? 'sgm-group sgm-shown' : 'sgm-group'}>
            <GroupButton
              {...props.whole}
              name={texts('All_Title')}
              icon="People"
              tone="sgm-whole"
              facts={[
                texts('All_Whole'),
                props.whole.count !== undefined && texts('Groups_Members', formats.number(props.whole.count)),
              ]}
            />
          </li>
        )}
        {ready.groups.map((group) =>
          editing.kind === 'group' && editing.id === group.id ? (
            <li key={group.id}>
              <GroupForm
                group={group}
                others={ready.groups.filter(({ id }) => id !== group.id)}
                onCancel={() => setEditing({ kind: 'none' })}
                onDone={(name, includeType) => {
                  store.change({ type: 'change', id: group.id, name, includeType });
                  setEditing({ kind: 'none' });
                }}
              />
            </li>
          ) : (
            <GroupItem
              key={group.id}
              group={group}
              unsaved={unsavedPartOf(ready, group)}
              isShown={group.id === shown}
              count={counts[group.id]}
              opposed={props.countOfOpposed(group.id)}
              canEdit={canChange}
              onShow={() => onShow(group.id)}
              onEdit={() => setEditing({ kind: 'group', id: group.id })}
              onDelete={() => askToDelete(group)}
            />
          ),
        )}
      </ul>
      {ready.beforeDeletion && (
        <Notice
          kind="info"
          actions={
            <DefaultButton text={texts('Undo')} onClick={() => store.change({ type: 'undoDeletion' })} />
          }
        >
          {texts('Groups_Deleted')}
        </Notice>
      )}
      {editing.kind === 'new' && (
        <GroupForm
          group={undefined}
          others={ready.groups}
          onCancel={() => setEditing({ kind: 'none' })}
          onDone={(name, includeType) => {
            const id = newRecordId();
            store.change({ type: 'add', id, name, includeType });
            setEditing({ kind: 'none' });
            onShow(id);
          }}
        />
      )}
      {canChange && editing.kind !== 'new' && (
        <DefaultButton
          className="sgm-subtle sgm-add-group"
          iconProps={iconOf('Add')}
          text={texts('Groups_Add')}
          disabled={isFull}
          onClick={() => setEditing({ kind: 'new' })}
        />
      )}
      {props.onCompare && (
        <DefaultButton
          className="sgm-subtle"
          iconProps={iconOf('Copy')}
          text={texts('Overlap_Show')}
          onClick={props.onCompare}
        />
      )}
      {canChange && <GroupsSaving store={store} ready={ready} counts={props.counts} />}
      <ConfirmDialog question={question} onClose={() => setQuestion(undefined)} />
    </section>
  );
}
