import { typedNumber } from './typed-number';

describe('a number that is typed', () => {
  it.each([
    ['1240', 1240],
    ['1,240', 1240],
    ['1.240 ', 1240],
    ['1 240', 1240],
    ['١٢٤٠', 1240],
    ['۱۲۴۰', 1240],
    ['１２４０', 1240],
    ['', undefined],
    ['all', undefined],
  ])('%j is %s', (text, number) => {
    expect(typedNumber(text)).toBe(number);
  });
});
