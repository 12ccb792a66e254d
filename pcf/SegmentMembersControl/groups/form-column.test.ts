import { recordId } from '../../../segments/record-id';
import { newStaticGroup } from '../../../segments/static-groups';
import { createManualClock, type ManualClock } from '../testing/manual-clock';
import { createFormColumn, type FormColumn } from './form-column';

const made = [newStaticGroup(recordId('0f5b0c7f-395d-447b-b14c-000000000001'), 'One', 'Include')];
const since = [newStaticGroup(recordId('0f5b0c7f-395d-447b-b14c-000000000002'), 'Two', 'Include')];

interface Opened {
  readonly column: FormColumn;
  readonly clock: ManualClock;
  /** What the form was told. */
  readonly told: string[];
  /** When the server was looked at. */
  readonly looks: number[];
}

function open(formText: string | null | undefined, unsaved = false): Opened {
  const clock = createManualClock();
  const told: string[] = [];
  const looks: number[] = [];
  const column = createFormColumn({
    formText,
    onChange: (text) => told.push(text),
    load: () => Promise.resolve(void looks.push(clock.now())),
    hasUnsaved: () => unsaved,
    clock,
  });
  return { column, clock, told, looks };
}

async function pass(clock: ManualClock, milliseconds: number): Promise<void> {
  let isOver = false;
  clock.after(milliseconds, () => (isOver = true));
  await clock.run(() => isOver);
}

it.each([
  ['another column', undefined, false],
  ['the empty groups column', null, true],
  ['the groups column', '[]', true],
])('a form with %s saves the groups: %s, %s', (_, text, isBound) => {
  expect(open(text).column.isBound).toBe(isBound);
});

describe('a text that is given to the form', () => {
  it('is told once, and held until the form has saved it', () => {
    const { column, told } = open('a');
    expect(column.holdsGiven()).toBe(false);
    column.give('a', made);
    expect(column.holdsGiven()).toBe(false);
    column.give('b', made);
    column.give('b', made);
    expect(told).toEqual(['b']);
    expect(column.holdsGiven()).toBe(true);
    expect(column.madeFrom('b')).toBe(made);
    column.takeText('b');
    column.takeSaved('b', since, 0);
    expect(column.holdsGiven()).toBe(false);
    expect(column.madeFrom('b')).toBeUndefined();
  });

  it('was saved by the form only where the form had just given a sign of life when the server was asked', () => {
    const { column } = open('a');
    column.give('b', made);
    column.takeSaved('b', since, 0);
    expect(column.holdsGiven()).toBe(true);
    column.takeText('b');
    column.takeSaved('b', since, 2000);
    expect(column.holdsGiven()).toBe(true);
    column.takeSaved('b', since, 1999);
    expect(column.holdsGiven()).toBe(false);
  });

  it('after the one that was saved is made from what the server had then', () => {
    const { column } = open('a');
    column.give('b', made);
    column.give('c', made);
    column.takeText('c');
    column.takeSaved('b', since, 0);
    expect(column.holdsGiven()).toBe(true);
    expect(column.madeFrom('b')).toBeUndefined();
    expect(column.madeFrom('c')).toBe(since);
    column.takeSaved('c', made, 0);
    expect(column.holdsGiven()).toBe(false);
  });

  it('is no text of somebody else when the form comes back with it after a save, and drops a later one', () => {
    const { column } = open('a');
    column.give('b', made);
    column.give('c', since);
    expect(column.takeText('b')).toBe(false);
    expect(column.madeFrom('b')).toBe(made);
    column.takeSaved('b', since, 0);
    expect(column.holdsGiven()).toBe(false);
  });

  it('counts no more when the form has a text of somebody else', () => {
    const { column } = open('a');
    column.give('b', made);
    expect(column.takeText('b')).toBe(false);
    expect(column.takeText('x')).toBe(true);
    expect(column.holdsGiven()).toBe(false);
    expect(column.takeText('x')).toBe(false);
    expect(column.madeFrom('b')).toBeUndefined();
  });
});

describe('the server is looked at', () => {
  it('every five seconds while the form holds a text of here, and no more once it is saved', async () => {
    const { column, clock, looks } = open('a');
    column.give('b', made);
    await clock.run(() => looks.length === 2);
    column.give('c', made);
    await clock.run(() => looks.length === 3);
    expect(looks).toEqual([5000, 10_000, 15_000]);
    column.takeText('x');
    await clock.run();
    expect(looks).toEqual([5000, 10_000, 15_000]);
  });

  it('at a sign of life of a form with something unsaved, and half a second after the last one', async () => {
    const { column, clock, looks } = open('a', true);
    column.takeText('a');
    await pass(clock, 300);
    column.takeText('a');
    await clock.run();
    expect(looks).toEqual([0, 300, 800]);
  });

  it('not where nothing is unsaved, nor by a form of another column', async () => {
    for (const { column, clock, looks } of [open('a'), open(undefined, true)]) {
      column.takeText('a');
      column.takeText('a');
      await clock.run();
      expect(looks).toEqual([]);
    }
  });

  it('no more when the form is closed', async () => {
    const { column, clock, looks } = open('a', true);
    column.takeText('a');
    column.give('b', made);
    column.dispose();
    await clock.run();
    expect(looks).toEqual([0]);
    open('a').column.dispose();
  });
});
