import * as React from 'react';
import type { RecordId } from '../../../segments/record-id';
import type { StaticGroup } from '../../../segments/static-groups';
import { IconButton } from '../kit/fluent';
import { iconOf } from '../kit/icons';
import { useKit } from '../kit/kit';
import { GroupButton } from './GroupButton';
import { textOfCount, type Counts } from './group-counts';
import { nameOf } from './group-name';

interface GroupItemProps {
  readonly group: StaticGroup;
  readonly count: Counts[RecordId] | undefined;
  /** Members who are in a group of the other kind as well. */
  readonly opposed: number;
  readonly unsaved: 'new' | 'changed' | undefined;
  readonly isShown: boolean;
  readonly canEdit: boolean;
  readonly onShow: () => void;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
}

/** A group in the list: what it does by icon and word, how many it has, what is not saved. */
export function GroupItem(props: GroupItemProps): React.JSX.Element {
  const { group, count, opposed, unsaved, isShown } = props;
  const { texts, formats } = useKit();
  const name = nameOf(group, texts('Groups_Unnamed'));
  const isInclude = group.includeType === 'Include';
  const members = count && textOfCount(count, formats.number);
  return (
    <li className={isShown ? 'sgm-group sgm-shown' : 'sgm-group'} data-group={group.id}>
      <GroupButton
        name={name}
        icon={isInclude ? 'Include' : 'Exclude'}
        tone={isInclude ? 'sgm-good' : 'sgm-bad'}
        isShown={isShown}
        onShow={props.onShow}
        facts={[
          texts(isInclude ? 'Groups_Include' : 'Groups_Exclude'),
          members !== undefined && texts('Groups_Members', members),
          opposed > 0 && (
            <span className="sgm-opposed">
              {texts('Overlap_Opposite')} ({formats.number(opposed)})
            </span>
          ),
          unsaved && <i>{texts(unsaved === 'new' ? 'Groups_New' : 'Groups_Changed')}</i>,
        ]}
      />
      {props.canEdit && (
        <span className="sgm-group-actions">
          <IconButton
            iconProps={iconOf('Edit')}
            ariaLabel={texts('Groups_Edit', name)}
            onClick={props.onEdit}
          />
          <IconButton
            iconProps={iconOf('Delete')}
            ariaLabel={texts('Groups_Delete', name)}
            onClick={props.onDelete}
          />
        </span>
      )}
    </li>
  );
}
