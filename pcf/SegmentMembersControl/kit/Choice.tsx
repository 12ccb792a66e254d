import * as React from 'react';
import { Dropdown, Icon, type IDropdownProps } from './fluent';
import { iconOf } from './icons';

type ChoiceProps = Pick<IDropdownProps, 'label' | 'options' | 'selectedKey' | 'placeholder' | 'onFocus'> & {
  readonly onChoose: (key: string) => void;
};

/** A list of options of which one is chosen. */
export function Choice({ onChoose, ...props }: ChoiceProps): React.JSX.Element {
  return (
    <Dropdown
      {...props}
      onRenderCaretDown={renderCaret}
      onChange={(_, option) => option && onChoose(String(option.key))}
    />
  );
}

function renderCaret(): React.JSX.Element {
  return <Icon {...iconOf('ChevronDown')} />;
}
