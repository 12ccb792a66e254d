import * as React from 'react';
import {
  DefaultButton,
  IconButton,
  PrimaryButton,
  type IContextualMenuItem,
  type IContextualMenuProps,
} from '../kit/fluent';
import { iconOf, type IconName } from '../kit/icons';
import { useKit } from '../kit/kit';
import { useFitting } from '../kit/use-fitting';
import { dividerItem } from '../kit/menu';
import type { RecordId } from '../../../segments/record-id';
import type { Purpose } from './purpose';

/** A group that members can be copied or moved to. */
export interface TransferTarget {
  readonly id: RecordId;
  readonly name: string;
}

export type TransferKind = 'copy' | 'move';

interface MemberCommandsProps {
  readonly canChange: boolean;
  /** The group is not known yet: the commands are there, and wait. */
  readonly isLoading: boolean;
  readonly selected: number;
  /** Members that a search found; undefined without a search. */
  readonly found: number | undefined;
  readonly total: number;
  readonly filters: IContextualMenuProps;
  readonly columns: IContextualMenuProps;
  readonly onImport: (purpose: Purpose) => void;
  readonly onRemove: (what: 'selected' | 'found' | 'all') => void;
  readonly targets: readonly TransferTarget[];
  /** Of the selection, or of all where nothing is selected. */
  readonly onTransfer: (kind: TransferKind, to: TransferTarget) => void;
  readonly onDuplicates: () => void;
  readonly onExport: () => void;
  readonly onCopy: () => void;
  readonly onRefresh: () => void;
}

interface Command {
  readonly key: string;
  readonly icon: IconName;
  readonly text: string;
  readonly isOff?: boolean;
  readonly isPrimary?: boolean;
  readonly onDo?: () => void;
  readonly menu?: IContextualMenuProps;
}

/** Room for the button of the further commands and the focus rings at the edges. */
const menuWidth = 52;

/** What can be done with the members of a group: one row in order of rank, what does not fit in a menu after it. */
export function MemberCommands(props: MemberCommandsProps): React.JSX.Element {
  const { texts } = useKit();
  const row = React.useRef<HTMLDivElement>(null);
  const ranked = useRankedCommands(props);
  const shown = useFitting(row, ranked.length, menuWidth);
  const further = useFurtherCommands(props);
  const items = [...ranked.slice(shown).map(itemOf), ...further];
  return (
    <div className="sgm-command-row" ref={row}>
      {ranked.slice(0, shown).map((command) => (
        <CommandButton key={command.key} command={command} />
      ))}
      {items.length > 0 && (
        <IconButton
          iconProps={iconOf('More')}
          menuIconProps={{ ...iconOf('ChevronDown'), hidden: true }}
          ariaLabel={texts('Members_More')}
          title={texts('Members_More')}
          disabled={props.isLoading}
          menuProps={{ items }}
        />
      )}
    </div>
  );
}

function CommandButton({ command }: { command: Command }): React.JSX.Element {
  const { icon, text, isOff = false, isPrimary, onDo, menu } = command;
  const parts = {
    iconProps: iconOf(icon),
    text,
    disabled: isOff,
    onClick: onDo,
    'data-command': command.key,
    ...(menu ? { menuProps: menu, menuIconProps: iconOf('ChevronDown') } : {}),
  };
  return isPrimary ? <PrimaryButton {...parts} /> : <DefaultButton {...parts} className="sgm-subtle" />;
}

function itemOf({ key, icon, text, isOff = false, onDo, menu }: Command): IContextualMenuItem {
  return {
    key,
    text,
    disabled: isOff,
    iconProps: iconOf(icon),
    ...(onDo ? { onClick: onDo } : {}),
    ...(menu ? { subMenuProps: menu, submenuIconProps: iconOf('ChevronRight') } : {}),
  };
}

/** The commands that have a button while there is room, the most used first. */
function useRankedCommands(props: MemberCommandsProps): readonly Command[] {
  const { texts } = useKit();
  const { canChange, isLoading, selected, total } = props;
  const changes: readonly Command[] = [
    {
      key: 'add',
      icon: 'PeopleAdd',
      text: texts('Members_Add'),
      isOff: isLoading,
      isPrimary: true,
      onDo: () => props.onImport('add'),
    },
    {
      key: 'remove',
      icon: 'Delete',
      text: texts('Members_RemoveSelected'),
      isOff: selected === 0,
      onDo: () => props.onRemove('selected'),
    },
  ];
  return [
    ...(canChange ? changes : []),
    { key: 'copy', icon: 'Copy', text: texts('Members_Copy'), isOff: selected === 0, onDo: props.onCopy },
    {
      key: 'export',
      icon: 'Download',
      text: texts('Members_Export'),
      isOff: total === 0,
      onDo: props.onExport,
    },
    { key: 'filter', icon: 'Filter', text: texts('Members_Filter'), isOff: total === 0, menu: props.filters },
    { key: 'columns', icon: 'Columns', text: texts('Members_Columns'), menu: props.columns },
    { key: 'refresh', icon: 'Refresh', text: texts('Refresh'), onDo: props.onRefresh },
  ];
}

/** The commands that are in the menu whatever the width, those that remove most last and apart. */
function useFurtherCommands(props: MemberCommandsProps): readonly IContextualMenuItem[] {
  const { texts, formats } = useKit();
  const { canChange, found, total } = props;
  const duplicates = itemOf({
    key: 'duplicates',
    icon: 'Search',
    text: texts('Twice_Title'),
    isOff: total === 0,
    onDo: props.onDuplicates,
  });
  if (!canChange) return [duplicates];
  const transfer = (kind: TransferKind, icon: IconName): IContextualMenuItem => ({
    ...itemOf({
      key: kind,
      icon,
      text: texts(`Transfer_${kind}`),
      isOff: total === 0 || props.targets.length === 0,
      onDo: () => undefined,
    }),
    submenuIconProps: iconOf('ChevronRight'),
    subMenuProps: {
      items: props.targets.map((to) => ({
        key: to.id,
        text: to.name,
        onClick: () => props.onTransfer(kind, to),
      })),
    },
  });
  return [
    transfer('copy', 'Copy'),
    transfer('move', 'Replace'),
    duplicates,
    itemOf({
      key: 'replace',
      icon: 'Replace',
      text: texts('Members_Replace'),
      onDo: () => props.onImport('replace'),
    }),
    itemOf({
      key: 'removeList',
      icon: 'Delete',
      text: texts('Members_RemoveList'),
      onDo: () => props.onImport('remove'),
    }),
    dividerItem('beforeRemoval'),
    itemOf({
      key: 'removeFound',
      icon: 'Delete',
      text: texts('Members_RemoveFound', formats.number(found ?? 0)),
      isOff: !found,
      onDo: () => props.onRemove('found'),
    }),
    itemOf({
      key: 'removeAll',
      icon: 'Delete',
      text: texts('Members_RemoveAll', formats.number(total)),
      isOff: total === 0,
      onDo: () => props.onRemove('all'),
    }),
  ];
}
