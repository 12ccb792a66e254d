import * as React from 'react';
import { SearchBox } from '../kit/fluent';
import { iconOf } from '../kit/icons';
import { useKit } from '../kit/kit';

/** Searches the group once a text is entered, and shows all of it again once the text is cleared. */
export function MemberSearch({ onSearch }: { onSearch: (text: string) => void }): React.JSX.Element {
  const { texts } = useKit();
  return (
    <SearchBox
      className="sgm-search"
      iconProps={iconOf('Search')}
      clearButtonProps={{ iconProps: iconOf('Clear'), ariaLabel: texts('Members_ClearSearch') }}
      placeholder={texts('Members_Search')}
      ariaLabel={texts('Members_Search')}
      onSearch={onSearch}
      onClear={() => onSearch('')}
    />
  );
}
