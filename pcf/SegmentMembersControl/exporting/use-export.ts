import { useEffect, useRef, useState } from 'react';
import type { RecordId } from '../../../segments/record-id';
import { Cancelled } from '../bulk/slices';
import { useKit } from '../kit/kit';
import { failureMessageOf, type FailureMessage } from '../dataverse/failure-message';
import type { Person } from '../people';
import { clipboardRow, csvOf } from './csv';
import { downloadText } from './download';
import { cellsOf } from './export-members';

export type ExportState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'reading'; readonly done: number; readonly total: number }
  | { readonly kind: 'failed'; readonly reason: FailureMessage };

interface Exporting {
  readonly state: ExportState;
  /** Reads the people and gives them to the browser as a CSV file. */
  toFile(ids: readonly RecordId[], fileName: string, columns: readonly number[]): Promise<void>;
  /** Reads the people and puts them on the clipboard, ready to be pasted into a spreadsheet. */
  toClipboard(ids: readonly RecordId[]): Promise<boolean>;
  cancel(): void;
}

/** Reads people in the order of the ids. Throws Cancelled. */
export type ReadPeople = (
  ids: readonly RecordId[],
  onProgress: (done: number) => void,
  signal: AbortSignal,
) => Promise<readonly Person[]>;

/** Reading members with their names to take them elsewhere. */
export function useExport(readPeople: ReadPeople, headings: readonly string[]): Exporting {
  const [state, setState] = useState<ExportState>({ kind: 'idle' });
  const { decimalSign } = useKit().formats;
  const work = useRef<AbortController>();
  useEffect(() => () => work.current?.abort(), []);

  async function read(
    ids: readonly RecordId[],
    deliver: (people: readonly Person[], signal: AbortSignal) => Promise<void>,
  ): Promise<boolean> {
    work.current?.abort();
    const controller = new AbortController();
    work.current = controller;
    const { signal } = controller;
    const onProgress = (done: number): void => {
      if (!signal.aborted) setState({ kind: 'reading', done, total: ids.length });
    };
    try {
      onProgress(0);
      const people = await readPeople(ids, onProgress, signal);
      await deliver(people, signal);
      setState({ kind: 'idle' });
      return true;
    } catch (error) {
      if (!signal.aborted) setState({ kind: 'failed', reason: failureMessageOf(error) });
      else if (!(error instanceof Cancelled)) throw error;
      return false;
    }
  }

  return {
    state,
    async toFile(ids, fileName, columns) {
      await read(ids, async (people, signal) => {
        const chosen = (row: readonly string[]): readonly string[] =>
          columns.map((column) => row[column] ?? '');
        // As they are asked for: nothing goes over all people at once.
        function* rows(): Generator<readonly string[]> {
          yield chosen(headings);
          for (const person of people) yield chosen(cellsOf(person));
        }
        downloadText(fileName, await csvOf(rows(), { decimalSign, signal }));
      });
    },
    toClipboard: (ids) =>
      read(ids, (people) =>
        navigator.clipboard.writeText(people.map((person) => clipboardRow(cellsOf(person))).join('\r\n')),
      ),
    cancel() {
      work.current?.abort();
      setState({ kind: 'idle' });
    },
  };
}
