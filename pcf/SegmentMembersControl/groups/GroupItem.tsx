import * as React from 'react';
import type { RecordId } from '../../../segments/record-id';
import type { StaticGroup } from '../../../segments/static-groups';
import { IconButton } from '../kit/fluent';
import { iconOf, Symbol } from '../kit/icons';
import { useKit } from '../kit/kit';
import { textOfCount, type Counts } from './group-counts';
import { nameOf } from './group-name';

interface GroupItemProps {
  readonly group: StaticGroup;
  readonly count: Counts[RecordId] | undefined;
  readonly unsaved: 'new' | 'changed' | undefined;
  readonly isShown: boolean;
  readonly canEdit: boolean;
  readonly onShow: () => void;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
}

/** A group in the list: what it does by icon and word, how many it has, what is not saved. */
export function GroupItem(props: GroupItemProps): React.JSX.Element {
  const { group, count, unsaved, isShown } = props;
  const { texts, formats } = useKit();
  const name = nameOf(group, texts('Groups_Unnamed'));
  const isInclude = group.includeType === 'Include';
  const members = count && textOfCount(count, formats.number);
  return (
    <li className={isShown ? 'sgm-group sgm-shown' : 'sgm-group'} data-group={group.id}>
      <button type="button" className="sgm-group-button" aria-pressed={isShown} onClick={props.onShow}>
        <span className={`sgm-tile ${isInclude ? 'sgm-good' : 'sgm-bad'}`}>
          <Symbol name={isInclude ? 'Include' : 'Exclude'} />
        </span>
        <span className="sgm-group-text">
          <span className="sgm-group-name" title={name}>
            <bdi>{name}</bdi>
          </span>
          <span className="sgm-group-facts">
            <span>{texts(isInclude ? 'Groups_Include' : 'Groups_Exclude')}</span>
            {members !== undefined && <span>{texts('Groups_Members', members)}</span>}
            {unsaved && (
              <span className="sgm-unsaved">
                {texts(unsaved === 'new' ? 'Groups_New' : 'Groups_Changed')}
              </span>
            )}
          </span>
        </span>
      </button>
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
