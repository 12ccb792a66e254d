import * as React from 'react';
import { registerIcons } from './fluent';

/** Outlines on a field of 16 by 16. Fluent's own icons are fonts that it loads from elsewhere. */
const outlines = {
  Search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9ZM10.5 10.5l3.5 3.5',
  Clear: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  Cancel: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  ChevronDown: 'M3 6l5 5 5-5',
  CheckMark: 'M3 8.5l3.5 3.5L13 4.5',
  Info: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM8 7v4.5M8 4.5v1',
  Completed: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM5 8.2l2.2 2.2L11 6',
  ErrorBadge: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM5.5 5.5l5 5M10.5 5.5l-5 5',
  Warning: 'M8 2L1.5 14h13ZM8 6.5v4M8 11.5v1',
  Add: 'M8 3v10M3 8h10',
  Delete: 'M3 4.5h10M6 4.5v-2h4v2M4.5 4.5l.5 9h6l.5-9',
  Edit: 'M3 13l.7-3L11 2.7l2.3 2.3L6 12.3Z',
  Refresh: 'M13 8a5 5 0 1 1-1.5-3.5M13 2v3h-3',
  Download: 'M8 2v8M4.5 7L8 10.5 11.5 7M3 13.5h10',
  Upload: 'M8 10.5v-8M4.5 6L8 2.5 11.5 6M3 13.5h10',
  Copy: 'M5.5 5.5h8v8h-8ZM3 10.5H2.5v-8h8V3',
  Undo: 'M3 6h7a3.5 3.5 0 0 1 0 7H6M5.5 3L3 6l2.5 3',
  More: 'M3.5 8h.1M8 8h.1M12.5 8h.1',
  People: 'M8 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM3 13.5c.5-2.8 2.5-4 5-4s4.500 1.200 5 4',
} as const;

export type IconName = keyof typeof outlines;

function Outline({ path }: { path: string }): React.JSX.Element {
  return (
    <svg
      viewBox="0 0 16 16"
      width="1em"
      height="1em"
      aria-hidden="true"
      focusable="false"
      className="sgm-icon"
    >
      <path d={path} />
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
  const icons = Object.fromEntries(
    Object.entries(outlines).map(([name, path]) => [prefix + name, <Outline key={name} path={path} />]),
  );
  registerIcons({ icons });
}

/** Props for one of the control's icons. */
export function iconOf(name: IconName): { readonly iconName: string } {
  return { iconName: prefix + name };
}
