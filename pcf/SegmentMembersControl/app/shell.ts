import * as React from 'react';
import type { RecordId } from '../../../segments/record-id';
import type { ReadOnlyReason } from './form-facts';
import type { Session } from './session';
import type { Formats, Texts } from '../kit/texts';

/** What the form can do for the control: windows of the platform. */
export interface FormServices {
  openRecord(table: string, id: RecordId): void;
  /** The records that the user picks in the platform's dialog, none when it is closed. */
  pickRecords(table: string): Promise<readonly RecordId[]>;
  /** Labels of columns in the user's language; the column's name where there is none. */
  columnLabels(table: string, columns: readonly string[]): Promise<readonly string[]>;
}

/** What every component may use. */
export interface Shell {
  readonly session: Session;
  readonly texts: Texts;
  readonly formats: Formats;
  readonly form: FormServices;
  /** Why nothing can be changed; undefined when it can. */
  readonly readOnly: ReadOnlyReason | undefined;
  /** Has screen readers say something. */
  announce(message: string): void;
}

export const ShellContext = React.createContext<Shell | undefined>(undefined);

export function useShell(): Shell {
  const shell = React.useContext(ShellContext);
  if (!shell) throw new Error('This component stands outside the control.');
  return shell;
}
