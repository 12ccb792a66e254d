import { fittingOf } from './use-fitting';

describe('a row of commands', () => {
  it('holds as many as there is room for, from the first on', () => {
    expect(fittingOf([100, 80, 60], 300)).toBe(3);
    expect(fittingOf([100, 80, 60], 200)).toBe(2);
    expect(fittingOf([100, 80, 60], 188)).toBe(2);
    expect(fittingOf([100, 80, 60], 187)).toBe(1);
  });

  it('always holds the first', () => {
    expect(fittingOf([100, 80], 10)).toBe(1);
    expect(fittingOf([], 10)).toBe(0);
  });
});
