import * as React from 'react';
import { Symbol, type IconName } from '../kit/icons';

interface SourceCardProps {
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
  readonly onChoose: () => void;
}

/** A place that a list can come from. */
export function SourceCard({ icon, title, text, onChoose }: SourceCardProps): React.JSX.Element {
  return (
    <button type="button" className="sgm-card" onClick={onChoose}>
      <span className="sgm-tile">
        <Symbol name={icon} />
      </span>
      <span>
        <strong>{title}</strong> <span className="sgm-quiet">{text}</span>
      </span>
    </button>
  );
}
