import { recordId } from '../../../../segments/record-id';
import { newStaticGroup, parseStaticGroups, serialiseStaticGroups } from '../../../../segments/static-groups';
import type { Dataverse } from '../../dataverse/dataverse';
import { DataverseFailure } from '../../dataverse/errors';
import type { ManualClock } from '../../testing/manual-clock';
import { groupsColumn } from '../groups-column';
import { createGroupsStore, type GroupsStore } from '../groups-store';

export const id = (number: number): string => `0f5b0c7f-395d-447b-b14c-${String(number).padStart(12, '0')}`;
export const textOf = (...names: readonly string[]): string =>
  serialiseStaticGroups(names.map((name, index) => newStaticGroup(recordId(id(index + 1)), name, 'Include')));

/** The row of a definition. */
export interface Server {
  text: string;
  version: number;
  /** Writes that were asked for, those that were refused among them. */
  writes: number;
  reads: number;
  readonly dataverse: Dataverse;
  names(): readonly string[];
  ids(): readonly string[];
}

export function createServer(clock: ManualClock, text: string, latency = 50): Server {
  const pause = (): Promise<void> => new Promise((resolve) => clock.after(latency, resolve));
  const groups = (): ReturnType<typeof listed> => listed(server.text);
  const notUsed = (): never => {
    throw new Error('not used here');
  };
  const server: Server = {
    text,
    version: 1,
    writes: 0,
    reads: 0,
    names: () => groups().map(({ name }) => name),
    ids: () => groups().map((group) => group.id),
    dataverse: {
      canCallActions: true,
      call: notUsed,
      list: notUsed,
      textColumns: notUsed,
      async retrieve() {
        server.reads += 1;
        await pause();
        return { [groupsColumn]: server.text, '@odata.etag': String(server.version) };
      },
      async updateUnchanged(_table, _id, columns, etag) {
        server.writes += 1;
        await pause();
        if (etag !== String(server.version)) {
          throw new DataverseFailure({ status: 412, code: '0x80060882', message: 'changed' });
        }
        server.text = String(columns[groupsColumn]);
        server.version += 1;
      },
    },
  };
  return server;
}

function listed(text: string): readonly { readonly id: string; readonly name: string }[] {
  const result = parseStaticGroups(text);
  if (!result.ok) throw new Error(result.error.message);
  return result.groups;
}

/** Somebody with the form of the definition open, bound to the column or not. */
export interface Person {
  readonly store: GroupsStore;
  /** Saves the form as the platform does: the whole column, if it was changed, over whatever is there. */
  saveForm(): void;
}

export interface FormManner {
  readonly isBound?: boolean;
  /** Milliseconds that a save is on its way to the server, and its answer on the way back. */
  readonly saveTakes?: number;
  /** Whether what the form is given while it saves is dropped with the answer. */
  readonly dropsWhatCame?: boolean;
}

export function openForm(
  server: Server,
  clock: ManualClock,
  { isBound = true, saveTakes = 0, dropsWhatCame = false }: FormManner = {},
): Person {
  let formText: string = server.text;
  let isDirty = false;
  let isSaving = false;
  const store = createGroupsStore({
    dataverse: server.dataverse,
    definitionId: recordId(id(99)),
    formText: isBound ? formText : undefined,
    onChange(text) {
      formText = text;
      isDirty = true;
    },
    clock,
  });
  if (!isBound) void store.load();

  function write(text: string): void {
    server.text = text;
    server.version += 1;
  }

  function takeAnswer(saved: string): void {
    if (dropsWhatCame) formText = saved;
    isDirty = formText !== saved;
    isSaving = false;
    store.formHas(formText);
  }

  return {
    store,
    saveForm() {
      const text = formText;
      if (saveTakes === 0) {
        if (isDirty) write(text);
        takeAnswer(text);
      } else if (isDirty && !isSaving) {
        isSaving = true;
        clock.after(saveTakes, () => write(text));
        clock.after(2 * saveTakes, () => takeAnswer(text));
      }
    },
  };
}

export async function pass(clock: ManualClock, milliseconds: number): Promise<void> {
  let isOver = false;
  clock.after(milliseconds, () => (isOver = true));
  await clock.run(() => isOver);
}
