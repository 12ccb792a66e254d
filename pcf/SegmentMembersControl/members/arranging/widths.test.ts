import { columnsStyle } from '../columns-style';
import { widened } from './widths';

describe('a column that is made wider', () => {
  it('takes the pixels from the next one, and leaves both enough for some letters', () => {
    expect(widened([200, 200, 100], 0, 50)).toEqual([250, 150, 100]);
    expect(widened([200, 200, 100], 0, 500)).toEqual([336, 64, 100]);
    expect(widened([200, 200, 100], 0, -500)).toEqual([64, 336, 100]);
    expect(widened([40, 40], 0, 10)).toEqual([40, 40]);
    expect(widened([200, 200], 1, 50)).toEqual([200, 200]);
  });

  it('has its share of the list whatever the width of that', () => {
    expect(columnsStyle(2, [300, 100])).toEqual({
      '--sgm-columns': '36px minmax(0,300fr) minmax(0,100fr)',
    });
    expect(columnsStyle(2, [])).toEqual({ '--sgm-columns': '36px minmax(0,1.3fr) minmax(0,1fr)' });
  });
});
