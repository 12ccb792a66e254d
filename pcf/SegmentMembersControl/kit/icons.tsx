import * as React from 'react';
import { registerIcons } from './fluent';
import { iconOutlines, type IconName } from './icon-outlines';

export type { IconName } from './icon-outlines';

/** One of the control's icons; `em` wide, so that it is as large as the text around it says. */
export function Symbol({ name }: { readonly name: IconName }): React.JSX.Element {
  return (
    <svg
      viewBox="0 0 20 20"
      width="1em"
      height="1em"
      aria-hidden="true"
      focusable="false"
      className="sgm-icon"
    >
      <path d={iconOutlines[name]} />
    </svg>
  );
}

const prefix = 'sgm-';

/** Fluent keeps icons for the whole page, so further controls on it find them there. */
let areProvided = false;

/**
 * Gives Fluent the icons that this control shows, under names of their own: an app has its own icons under
 * Fluent's names, as fonts from elsewhere, and those stay as they are.
 */
export function provideIcons(): void {
  if (areProvided) return;
  areProvided = true;
  const names = Object.keys(iconOutlines) as IconName[];
  const icons = Object.fromEntries(names.map((name) => [prefix + name, <Symbol key={name} name={name} />]));
  registerIcons({ icons });
}

/** Props for one of the control's icons. */
export function iconOf(name: IconName): { readonly iconName: string } {
  return { iconName: prefix + name };
}
