import * as React from 'react';
import { MessageBar, MessageBarType } from './fluent';
import { iconOf } from './icons';

interface NoticeProps {
  readonly kind: 'info' | 'warning' | 'error' | 'success';
  readonly children: React.ReactNode;
  readonly actions?: React.JSX.Element;
}

const icons = { info: 'Info', warning: 'Warning', error: 'ErrorBadge', success: 'Completed' } as const;

const types = {
  info: MessageBarType.info,
  warning: MessageBarType.warning,
  error: MessageBarType.error,
  success: MessageBarType.success,
};

/**
 * A line that says what is the matter, with what can be done about it. The buttons stand after Fluent's bar: in
 * it they would make it a landmark without a name.
 */
export function Notice({ kind, children, actions }: NoticeProps): React.JSX.Element {
  return (
    <div className="sgm-notice">
      <MessageBar messageBarType={types[kind]} messageBarIconProps={iconOf(icons[kind])} isMultiline>
        {children}
      </MessageBar>
      {actions && <div className="sgm-buttons">{actions}</div>}
    </div>
  );
}
