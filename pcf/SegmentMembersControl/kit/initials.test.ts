import { initialsOf, tintOf } from './initials';

describe('initials', () => {
  it.each([
    ['Åsa Lindström', 'ÅL'],
    ['Maria del Carmen Costa', 'MC'],
    ['  ella   jones ', 'EJ'],
    ['Δημήτρης Βασιλείου', 'ΔΒ'],
    ['王小明', '王'],
    ['👩‍🚀 Space', 'S'],
    ['"Bob" (Robert) Smith', 'BS'],
    ['', '?'],
    ['1234', '?'],
  ])('of %j are %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});

describe('the tint of a person', () => {
  it('is one of six and the same every time', () => {
    const tints = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'].map(tintOf);
    expect(tints.every((tint) => tint >= 0 && tint < 6)).toBe(true);
    expect(new Set(tints).size).toBeGreaterThan(1);
    expect(tintOf('a')).toBe(tints[0]);
  });
});
