import * as React from 'react';
import { ChoiceGroup, DefaultButton, PrimaryButton, TextField } from '../kit/fluent';
import type { IncludeType, StaticGroup } from '../../../segments/static-groups';
import { useKit } from '../kit/kit';

interface GroupFormProps {
  /** Undefined for a new group. */
  readonly group: StaticGroup | undefined;
  readonly others: readonly StaticGroup[];
  readonly onDone: (name: string, includeType: IncludeType) => void;
  readonly onCancel: () => void;
}

const longestName = 100;

/** Whether two names look the same in a list. */
function isSameName(one: string, other: string): boolean {
  const key = (name: string): string => name.normalize('NFC').trim().toLowerCase();
  return key(one) === key(other);
}

/** Name and include type of a group. */
export function GroupForm({ group, others, onDone, onCancel }: GroupFormProps): React.JSX.Element {
  const { texts } = useKit();
  const [name, setName] = React.useState(group?.name ?? '');
  const [includeType, setIncludeType] = React.useState<IncludeType>(group?.includeType ?? 'Include');
  const isEmpty = name.trim() === '';
  const isTaken = !isEmpty && others.some((other) => isSameName(other.name, name));
  return (
    <form
      className="sgm-group-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isEmpty) onDone(name.trim(), includeType);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel();
      }}
    >
      <TextField
        label={texts('Groups_Name')}
        value={name}
        maxLength={longestName}
        required
        autoFocus
        {...(isTaken ? { description: texts('Groups_NameTaken') } : {})}
        onChange={(_, value) => setName(value ?? '')}
      />
      <ChoiceGroup
        label={texts('Groups_Type')}
        selectedKey={includeType}
        options={[
          { key: 'Include', text: texts('Groups_IncludeLong') },
          { key: 'Exclude', text: texts('Groups_ExcludeLong') },
        ]}
        onChange={(_, option) => setIncludeType(option?.key === 'Exclude' ? 'Exclude' : 'Include')}
      />
      <div className="sgm-buttons">
        <PrimaryButton type="submit" text={texts(group ? 'Apply' : 'Add')} disabled={isEmpty} />
        <DefaultButton text={texts('Cancel')} onClick={onCancel} />
      </div>
    </form>
  );
}
