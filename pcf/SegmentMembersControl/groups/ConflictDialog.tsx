import * as React from 'react';
import type { GroupContradiction, Side } from '../../../segments/merge-static-groups';
import type { StaticGroup } from '../../../segments/static-groups';
import { DefaultButton, Dialog, DialogFooter, DialogType, PrimaryButton } from '../kit/fluent';
import { useKit } from '../kit/kit';
import { useStore } from '../kit/store';
import type { GroupCounts } from './group-counts';
import { nameOf } from './group-name';

interface ConflictDialogProps {
  readonly contradictions: readonly GroupContradiction[];
  readonly counts: GroupCounts['state'];
  readonly onChoose: (side: Side | 'later') => void;
}

/** Two people have done to the same groups what cannot both be: shows both, and lets one of them decide. */
export function ConflictDialog({ contradictions, counts, onChoose }: ConflictDialogProps): React.JSX.Element {
  const { texts } = useKit();
  return (
    <Dialog
      hidden={false}
      minWidth={480}
      onDismiss={() => onChoose('later')}
      modalProps={{ isBlocking: true }}
      dialogContentProps={{
        type: DialogType.normal,
        title: texts('Conflict_Title'),
        subText: texts('Conflict_Text'),
        showCloseButton: false,
      }}
    >
      <div className="sgm-sides">
        {(['mine', 'theirs'] as const).map((side) => (
          <OneSide key={side} side={side} contradictions={contradictions} counts={counts} />
        ))}
      </div>
      <DialogFooter>
        <PrimaryButton text={texts('Conflict_KeepMine')} onClick={() => onChoose('mine')} />
        <DefaultButton text={texts('Conflict_TakeTheirs')} onClick={() => onChoose('theirs')} />
        <DefaultButton text={texts('Conflict_Cancel')} onClick={() => onChoose('later')} />
      </DialogFooter>
    </Dialog>
  );
}

type OneSideProps = Pick<ConflictDialogProps, 'contradictions' | 'counts'> & { readonly side: Side };

/** The groups in question as one side has them; of a deleted one, how many members go with it. */
function OneSide({ side, contradictions, counts }: OneSideProps): React.JSX.Element {
  const { texts, formats } = useKit();
  const known = useStore(counts);
  const title = texts(side === 'mine' ? 'Conflict_Mine' : 'Conflict_Theirs');
  const name = (group: StaticGroup | undefined): string =>
    group ? nameOf(group, texts('Groups_Unnamed')) : texts('Groups_Unnamed');
  return (
    <section aria-label={title}>
      <h2 className="sgm-title">{title}</h2>
      <ul>
        {contradictions.map((contradiction) => {
          const group = contradiction[side];
          const count = known[contradiction.id]?.count;
          if (group) {
            return (
              <li key={group.id}>
                <bdi>{name(group)}</bdi> (
                {texts(group.includeType === 'Include' ? 'Groups_Include' : 'Groups_Exclude')})
              </li>
            );
          }
          return (
            <li key={contradiction.id}>
              <bdi>{name(contradiction.base)}</bdi> ({texts('Conflict_Deleted')}
              {count === undefined ? '' : `; ${texts('Conflict_MembersGo', formats.number(count))}`})
            </li>
          );
        })}
      </ul>
    </section>
  );
}
