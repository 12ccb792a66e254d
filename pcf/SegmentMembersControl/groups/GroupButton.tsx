import * as React from 'react';
import { Symbol, type IconName } from '../kit/icons';

interface GroupButtonProps {
  readonly name: string;
  readonly icon: IconName;
  /** Class of the tile behind the icon. */
  readonly tone: string;
  /** What stands below the name, as far as there is something to say. */
  readonly facts: readonly React.ReactNode[];
  readonly isShown: boolean;
  readonly onShow: () => void;
}

/** Shows a group or the whole segment when it is pressed. */
export function GroupButton({
  name,
  icon,
  tone,
  facts,
  isShown,
  onShow,
}: GroupButtonProps): React.JSX.Element {
  return (
    <button type="button" className="sgm-group-button" aria-pressed={isShown} onClick={onShow}>
      <span className={`sgm-tile ${tone}`}>
        <Symbol name={icon} />
      </span>
      <span className="sgm-group-text">
        <span className="sgm-group-name" title={name}>
          <bdi>{name}</bdi>
        </span>
        <span className="sgm-group-facts">
          {facts.map((fact, index) => fact && <span key={index}>{fact}</span>)}
        </span>
      </span>
    </button>
  );
}
