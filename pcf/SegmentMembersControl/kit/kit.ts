import * as React from 'react';
import type { Formats, Texts } from './texts';

/** What every component may use, whatever it shows. */
export interface Kit {
  readonly texts: Texts;
  readonly formats: Formats;
  /** Has screen readers say something. */
  announce(message: string): void;
}

export const KitContext = React.createContext<Kit | undefined>(undefined);

export function useKit(): Kit {
  const kit = React.useContext(KitContext);
  if (!kit) throw new Error('This component stands outside the control.');
  return kit;
}
