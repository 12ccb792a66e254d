import * as React from 'react';
import { Symbol, type IconName } from './icons';

interface BadgeProps {
  readonly tone: 'neutral' | 'good' | 'warn' | 'bad' | 'busy';
  readonly icon?: IconName;
  readonly children: React.ReactNode;
}

/** A word on a tint, with an icon where the tint alone would tell. */
export function Badge({ tone, icon, children }: BadgeProps): React.JSX.Element {
  return (
    <span className={`sgm-badge sgm-${tone}`}>
      {icon && <Symbol name={icon} />}
      {children}
    </span>
  );
}
