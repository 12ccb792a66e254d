import * as React from 'react';
import { useKit } from '../kit/kit';
import { columnsStyle } from './columns-style';

const rows = Array.from({ length: 8 }, (_, index) => index);

/** The rows of a group that is being read for the first time. */
export function LoadingRows({ columns }: { readonly columns: number }): React.JSX.Element {
  const { texts } = useKit();
  return (
    <div className="sgm-loading-rows" role="status" style={columnsStyle(columns)}>
      <span className="sgm-hidden">{texts('Members_Loading')}</span>
      <div className="sgm-headings" />
      {rows.map((row) => (
        <div key={row} className="sgm-row">
          <span />
          <div className="sgm-cell sgm-name-cell">
            <span className="sgm-initials sgm-shimmer" />
            <span className="sgm-shimmer" />
          </div>
          <div className="sgm-cell">
            <span className="sgm-shimmer" />
          </div>
        </div>
      ))}
    </div>
  );
}
