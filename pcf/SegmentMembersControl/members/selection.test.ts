import { shortId } from '../../../segments/testing/short-id';
import { nothingSelected, select, selectedCount, selectedIds, type SelectionAction } from './selection';

const view = ['a', 'b', 'c', 'd', 'e'].map(shortId);

function after(...actions: readonly SelectionAction[]): readonly string[] {
  const selection = actions.reduce((current, action) => select(current, action, view), nothingSelected);
  const ids = selectedIds(selection, view);
  expect(selectedCount(selection, view)).toBe(ids.length);
  return ids;
}

describe('the selection of members', () => {
  it('is one row after a click', () => {
    expect(after({ type: 'toggle', row: 3 }, { type: 'only', row: 1 })).toEqual(['b']);
  });

  it('extends from the anchor both ways', () => {
    expect(after({ type: 'only', row: 2 }, { type: 'extend', row: 4 })).toEqual(['c', 'd', 'e']);
    expect(after({ type: 'only', row: 2 }, { type: 'extend', row: 4 }, { type: 'extend', row: 1 })).toEqual([
      'b',
      'c',
    ]);
  });

  it('extends from where the keyboard has been moved', () => {
    expect(after({ type: 'move', row: 1 }, { type: 'extend', row: 2 })).toEqual(['b', 'c']);
  });

  it('takes single rows out of everything', () => {
    expect(after({ type: 'all' }, { type: 'toggle', row: 1 })).toEqual(['a', 'c', 'd', 'e']);
    expect(after({ type: 'all' }, { type: 'toggle', row: 1 }, { type: 'toggle', row: 1 })).toEqual(view);
  });

  it('is empty again', () => {
    expect(after({ type: 'all' }, { type: 'none' })).toEqual([]);
  });
});
