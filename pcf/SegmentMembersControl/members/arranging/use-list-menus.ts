import { useRef, useState } from 'react';
import type { TextColumn } from '../../dataverse/dataverse';
import { failureMessageOf } from '../../dataverse/failure-message';
import type { IContextualMenuItem, IContextualMenuProps } from '../../kit/fluent';
import { iconOf } from '../../kit/icons';
import { useKit } from '../../kit/kit';
import { useStore } from '../../kit/store';
import { wordsOf } from '../../kit/texts';
import { memberFilters, type MemberFilter } from './arrange';
import type { GroupLook } from './looks';

/** What a list needs to show other columns beside name and e-mail. */
export interface ColumnChoice {
  /** Logical names of those that are shown. */
  readonly chosen: readonly string[];
  /** All that there are to choose from. */
  read(): Promise<readonly TextColumn[]>;
  choose(columns: readonly string[]): void;
}

/** Further columns at one time: more than a list has room for. */
const mostColumns = 6;

/** The menu of whom to show. */
export function useFilterMenu(
  { choice }: GroupLook,
  onFilter: (only: MemberFilter | undefined) => void,
): IContextualMenuProps {
  const { texts } = useKit();
  const { only } = useStore(choice);
  const items = ([undefined, ...memberFilters] as const).map((filter): IContextualMenuItem => {
    const key = filter ?? 'all';
    const isChecked = filter === only;
    return {
      key,
      text: texts(`Filter_${key}`),
      ...checked(isChecked),
      onClick: () => onFilter(filter),
    };
  });
  return { items };
}

/** The menu of further columns, which is read when it is opened for the first time, and stays open. */
export function useColumnsMenu({ chosen, read, choose }: ColumnChoice): IContextualMenuProps {
  const { texts } = useKit();
  const [columns, setColumns] = useState<readonly TextColumn[]>([]);
  const [hint, setHint] = useState(texts('Loading'));
  const isAsked = useRef(false);
  const toggle = (name: string): void =>
    choose(chosen.includes(name) ? chosen.filter((each) => each !== name) : [...chosen, name]);
  const onMenuOpened = (): void => {
    if (isAsked.current) return;
    isAsked.current = true;
    read().then(setColumns, (error: unknown) => {
      isAsked.current = false;
      setHint(wordsOf(texts, failureMessageOf(error)));
    });
  };
  const items = columns.map((column): IContextualMenuItem => {
    const isChosen = chosen.includes(column.name);
    return {
      key: column.name,
      text: column.label,
      ...checked(isChosen),
      disabled: !isChosen && chosen.length >= mostColumns,
      onClick: (event) => {
        event?.preventDefault();
        toggle(column.name);
      },
    };
  });
  return { items: items.length > 0 ? items : [{ key: 'hint', text: hint, disabled: true }], onMenuOpened };
}

/** Fluent's own mark is of a font that it fetches from elsewhere. */
function checked(isChecked: boolean): Partial<IContextualMenuItem> {
  return { role: 'menuitemcheckbox', isChecked, ...(isChecked ? { iconProps: iconOf('CheckMark') } : {}) };
}
