import * as React from 'react';
import { CommandBarButton, SearchBox, type IContextualMenuItem } from '../kit/fluent';
import type { Purpose } from './purpose';
import { iconOf } from '../kit/icons';
import { useKit } from '../kit/kit';

interface MemberCommandsProps {
  readonly canChange: boolean;
  /** The group is not known yet: the commands are there, and wait. */
  readonly isLoading: boolean;
  readonly selected: number;
  /** Members that a search found; undefined without a search. */
  readonly found: number | undefined;
  readonly total: number;
  readonly onImport: (purpose: Purpose) => void;
  readonly onRemove: (what: 'selected' | 'found' | 'all') => void;
  readonly onExport: () => void;
  readonly onCopy: () => void;
  readonly onRefresh: () => void;
  readonly onSearch: (text: string) => void;
}

/** What can be done with the members of a group. */
export function MemberCommands(props: MemberCommandsProps): React.JSX.Element {
  const { texts, formats } = useKit();
  const { canChange, isLoading, selected, found, total } = props;
  const changes: readonly IContextualMenuItem[] = [
    { key: 'replace', text: texts('Members_Replace'), onClick: () => props.onImport('replace') },
    { key: 'removeList', text: texts('Members_RemoveList'), onClick: () => props.onImport('remove') },
    {
      key: 'removeFound',
      text: texts('Members_RemoveFound', formats.number(found ?? 0)),
      disabled: !found,
      onClick: () => props.onRemove('found'),
    },
    {
      key: 'removeAll',
      text: texts('Members_RemoveAll', formats.number(total)),
      disabled: total === 0,
      onClick: () => props.onRemove('all'),
    },
  ];
  const items: readonly IContextualMenuItem[] = [
    ...(canChange ? changes : []),
    { key: 'export', text: texts('Members_Export'), disabled: total === 0, onClick: props.onExport },
    { key: 'copy', text: texts('Members_Copy'), disabled: selected === 0, onClick: props.onCopy },
  ];
  return (
    <div className="sgm-commands">
      {canChange && (
        <>
          <CommandBarButton
            iconProps={iconOf('Add')}
            text={texts('Members_Add')}
            disabled={isLoading}
            onClick={() => props.onImport('add')}
          />
          <CommandBarButton
            iconProps={iconOf('Delete')}
            text={texts('Members_RemoveSelected')}
            disabled={selected === 0}
            onClick={() => props.onRemove('selected')}
          />
        </>
      )}
      <CommandBarButton iconProps={iconOf('Refresh')} text={texts('Refresh')} onClick={props.onRefresh} />
      <CommandBarButton
        iconProps={iconOf('More')}
        menuIconProps={{ ...iconOf('ChevronDown'), hidden: true }}
        ariaLabel={texts('Members_More')}
        title={texts('Members_More')}
        disabled={isLoading}
        menuProps={{ items: [...items] }}
      />
      <SearchBox
        className="sgm-search"
        iconProps={iconOf('Search')}
        clearButtonProps={{ iconProps: iconOf('Clear'), ariaLabel: texts('Members_ClearSearch') }}
        placeholder={texts('Members_Search')}
        ariaLabel={texts('Members_Search')}
        onSearch={props.onSearch}
        onClear={() => props.onSearch('')}
      />
    </div>
  );
}
