import * as React from 'react';
import { limits } from '../../../segments/limits';
import type { RecordId } from '../../../segments/record-id';
import type { IncludeType, StaticGroup } from '../../../segments/static-groups';
import { GroupForm } from '../groups';
import { accepting, combinations, type Combination, type Insight } from '../insight';
import { Checkbox, DefaultButton } from '../kit/fluent';
import { Choice } from '../kit/Choice';
import { iconOf } from '../kit/icons';
import { useKit } from '../kit/kit';

interface NewGroupProps {
  readonly insight: Insight;
  readonly groups: readonly StaticGroup[];
  readonly onMake: (name: string, includeType: IncludeType, ids: readonly RecordId[]) => void;
}

/** A new group of who is in all, any or only some of the groups. */
export function NewGroup({ insight, groups, onMake }: NewGroupProps): React.JSX.Element {
  const { texts, formats } = useKit();
  const [isOpen, setIsOpen] = React.useState(false);
  const [chosen, setChosen] = React.useState(0);
  const [combination, setCombination] = React.useState<Combination>('all');
  if (!isOpen)
    return (
      <DefaultButton iconProps={iconOf('Add')} text={texts('Sets_New')} onClick={() => setIsOpen(true)} />
    );
  const accepts = accepting(combination, chosen, insight.groups.length);
  const count = [...insight.table.counts].reduce((sum, [mask, size]) => sum + (accepts(mask) ? size : 0), 0);
  const make = async (name: string, includeType: IncludeType): Promise<void> =>
    onMake(name, includeType, await insight.table.idsWhere(accepts));
  return (
    <section className="sgm-new-group" aria-label={texts('Sets_New')}>
      <h4>{texts('Sets_New')}</h4>
      <Choice
        label={texts('Sets_Who')}
        options={combinations.map((key) => ({ key, text: texts(`Sets_${key}`) }))}
        selectedKey={combination}
        onChoose={(key) => setCombination(key as Combination)}
      />
      {insight.groups.map(({ id, name }, index) => (
        <Checkbox
          key={id}
          label={name}
          checkmarkIconProps={iconOf('CheckMark')}
          onChange={(_, isChecked) => setChosen(isChecked ? chosen | (1 << index) : chosen & ~(1 << index))}
        />
      ))}
      <p role="status">
        {texts('Members_Count', formats.number(count), formats.number(limits.membersPerGroup))}
      </p>
      {count > 0 && count <= limits.membersPerGroup && groups.length < limits.groupsPerDefinition && (
        <GroupForm
          group={undefined}
          others={groups}
          onCancel={() => setIsOpen(false)}
          onDone={(name, includeType) => void make(name, includeType)}
        />
      )}
    </section>
  );
}
