import * as React from 'react';
import { Symbol, type IconName } from './icons';

interface EmptyStateProps {
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
  /** The next step. */
  readonly action?: React.JSX.Element | undefined;
}

/** Where a list would be when there is nothing in it: a drawing, what is so, what to do. */
export function EmptyState({ icon, title, text, action }: EmptyStateProps): React.JSX.Element {
  return (
    <div className="sgm-empty">
      <span className="sgm-empty-drawing">
        <Symbol name={icon} />
      </span>
      <h4>{title}</h4>
      <p>{text}</p>
      {action}
    </div>
  );
}
