import * as React from 'react';
import { IconButton } from './fluent';
import { iconOf, Symbol } from './icons';
import { useKit } from './kit';

interface NoticeProps {
  readonly kind: 'info' | 'warning' | 'error' | 'success';
  readonly children: React.ReactNode;
  readonly actions?: React.JSX.Element;
  /** Puts the notice away; without it the notice stays as long as what it says is so. */
  readonly onDismiss?: () => void;
}

const icons = { info: 'Info', warning: 'Warning', error: 'ErrorBadge', success: 'Completed' } as const;

/** A bar that says what is the matter, with what can be done about it. Only the words are said aloud, not the buttons. */
export function Notice({ kind, children, actions, onDismiss }: NoticeProps): React.JSX.Element {
  return (
    <div className={`sgm-notice sgm-${kind}`}>
      <Symbol name={icons[kind]} />
      <div className="sgm-notice-text" role={kind === 'error' ? 'alert' : 'status'}>
        {children}
      </div>
      {(actions ?? onDismiss) && (
        <div className="sgm-buttons">
          {actions}
          {onDismiss && <DismissButton onDismiss={onDismiss} />}
        </div>
      )}
    </div>
  );
}

function DismissButton({ onDismiss }: { onDismiss: () => void }): React.JSX.Element {
  const { texts } = useKit();
  return <IconButton iconProps={iconOf('Clear')} ariaLabel={texts('Close')} onClick={onDismiss} />;
}
