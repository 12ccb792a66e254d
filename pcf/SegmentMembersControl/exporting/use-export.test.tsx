/**
 * jsdom, in the form that also tells a run with changed code which tests reach the change.
 *
 * @jest-environment @stryker-mutator/jest-runner/jest-env/jsdom
 */
import * as React from 'react';
import { act, render } from '@testing-library/react';
import { Cancelled } from '../bulk/slices';
import { recordId } from '../../../segments/record-id';
import { KitContext, type Kit } from '../kit/kit';
import type { Person } from '../people';
import { useExport, type ReadPeople } from './use-export';

const id = recordId('0f5b0c7f-395d-447b-b14c-315a601f878e');
const hostile: Person = { id, name: '=HYPERLINK("http://example.com")', email: 'a\t=1\r\n=2', more: ['+49'] };
const headings = ['Id', 'Name', 'Email', 'Phone'];
const kit = { formats: { decimalSign: ',' } } as Kit;

type Exporting = ReturnType<typeof useExport>;

interface Scene {
  readonly now: () => Exporting;
  readonly unmount: () => void;
}

function open(readPeople: ReadPeople): Scene {
  let exporting: Exporting | undefined;
  const Probe = (): null => {
    exporting = useExport(readPeople, headings);
    return null;
  };
  const { unmount } = render(
    <KitContext.Provider value={kit}>
      <Probe />
    </KitContext.Provider>,
  );
  const now = (): Exporting => {
    if (!exporting) throw new Error('not rendered');
    return exporting;
  };
  return { now, unmount };
}

let copied: string[];
/** Addresses of files that the browser was told to forget. */
let forgotten: string[];
let files: { readonly name: string; readonly type: string; readonly text: Promise<string> }[];

beforeEach(() => {
  copied = [];
  files = [];
  forgotten = [];
  const writeText = (text: string): Promise<void> => {
    copied.push(text);
    return Promise.resolve();
  };
  Object.assign(navigator, { clipboard: { writeText } });
  let given: Blob | undefined;
  URL.createObjectURL = (blob) => {
    given = blob as Blob;
    return 'blob:1';
  };
  URL.revokeObjectURL = (url) => forgotten.push(url);
  jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    if (given) files.push({ name: this.download, type: given.type, text: textOf(given) });
  });
});

afterEach(() => jest.restoreAllMocks());

/** jsdom's blobs give no text by themselves, and its reader drops a byte order mark. */
function textOf(blob: Blob): Promise<string> {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.readAsText(blob);
  });
}

describe('people on the clipboard', () => {
  it('have no formula and one line each', async () => {
    const { now } = open(() => Promise.resolve([hostile, { ...hostile, name: 'Nora', email: '' }]));
    await act(async () => expect(await now().toClipboard([id])).toBe(true));
    expect(copied).toEqual([
      `${id}\t’=HYPERLINK("http://example.com")\ta ’=1 ’=2\t’+49\r\n${id}\tNora\t\t’+49`,
    ]);
    expect(now().state).toEqual({ kind: 'idle' });
  });
});

describe('a reading that was cancelled', () => {
  it('shows nothing any more, whatever becomes of it', async () => {
    let progress: (done: number) => void = () => undefined;
    const { now } = open((_, onProgress, signal) => {
      progress = onProgress;
      return new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(new Cancelled())),
      );
    });
    let end: Promise<boolean> | undefined;
    act(() => void (end = now().toClipboard([id])));
    await act(async () => {
      now().cancel();
      progress(1);
      expect(await end).toBe(false);
    });
    expect(now().state).toEqual({ kind: 'idle' });
    expect(copied).toEqual([]);
  });
});

describe('people in a file', () => {
  it('stand in the chosen columns under their headings, without a formula', async () => {
    const { now } = open(() => Promise.resolve([hostile, { ...hostile, name: 'Nora', more: [] }]));
    expect(now().state).toEqual({ kind: 'idle' });
    await act(() => now().toFile([id], 'VIPs', [1, 3]));
    expect(files).toMatchObject([{ name: 'VIPs.csv', type: 'text/csv;charset=utf-8' }]);
    await new Promise((resolve) => setTimeout(resolve, 1));
    expect(forgotten).toEqual(['blob:1']);
    expect(await files[0]?.text).toBe(
      `Name;Phone\r\n"'=HYPERLINK(""http://example.com"")";"'+49"\r\nNora;\r\n`,
    );
  });

  it('are counted while they are read, and what keeps them from being read is told', async () => {
    let fail: (error: unknown) => void = () => undefined;
    let progress: (done: number) => void = () => undefined;
    const { now } = open((_, onProgress) => {
      progress = onProgress;
      return new Promise((_resolve, reject) => (fail = reject));
    });
    let end: Promise<boolean> | undefined;
    act(() => void (end = now().toClipboard([id, id])));
    expect(now().state).toEqual({ kind: 'reading', done: 0, total: 2 });
    act(() => progress(1));
    expect(now().state).toEqual({ kind: 'reading', done: 1, total: 2 });
    await act(async () => {
      fail(new TypeError('Failed to fetch'));
      expect(await end).toBe(false);
    });
    expect(now().state).toMatchObject({ kind: 'failed', reason: { key: 'Failed_Connection' } });
    expect(copied).toEqual([]);
  });

  it('are not given out when their reading is cancelled, put away or begun anew', async () => {
    const signals: AbortSignal[] = [];
    const ends: ((people: readonly Person[]) => void)[] = [];
    const { now, unmount } = open((_, __, signal) => {
      signals.push(signal);
      return new Promise((resolve) => ends.push(resolve));
    });
    const begin = (): void => act(() => void now().toFile([id], 'VIPs', [0]));
    act(() => now().cancel());
    begin();
    act(() => now().cancel());
    expect(now().state).toEqual({ kind: 'idle' });
    begin();
    begin();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, false]);
    unmount();
    expect(signals[2]?.aborted).toBe(true);
  });
});
