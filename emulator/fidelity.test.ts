import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultAssumptions } from './assumptions';

const text = readFileSync(join(__dirname, 'FIDELITY.md'), 'utf8');

/** Cells of the tables in the sections that a title names, or in all others. */
function rowsOf(section: RegExp, wanted: boolean): string[][] {
  const sections = text.split(/^## /m).filter((part) => section.test(part.split('\n')[0] ?? '') === wanted);
  const lines = sections.flatMap((part) => part.split('\n').filter((line) => line.startsWith('|')));
  const isHead = /^\|\s*(?:-|behaviour |option )/;
  return lines.filter((line) => !isHead.test(line)).map((line) => line.split('|').map((cell) => cell.trim()));
}

describe('FIDELITY.md', () => {
  it('lists every choice that can be flipped, with its default', () => {
    const listed = rowsOf(/flipped/, true).map(([, name, value]) => [name, value]);
    const defaults = Object.entries(defaultAssumptions).map(([name, value]) => [
      `\`${name}\``,
      `\`${value}\``,
    ]);
    expect(listed).toEqual(defaults);
  });

  it('says of every other behaviour how it is known, from where, and which test holds it', () => {
    const behaviours = rowsOf(/flipped/, false);
    expect(behaviours.length).toBeGreaterThan(50);
    for (const [, behaviour, status, source, tests] of behaviours) {
      const known = ['documented', 'observed', 'assumed'].includes(status ?? '');
      expect({ behaviour, known, hasSource: source !== '', hasTest: tests !== '' }).toEqual({
        behaviour,
        known: true,
        hasSource: true,
        hasTest: true,
      });
    }
  });

  it('names tests that are there', () => {
    const files = [...text.matchAll(/\]\(([^)]+\.test\.tsx?)\)/g)].map(([, file]) => file ?? '');
    expect(files.filter((file) => !existsSync(join(__dirname, file)))).toEqual([]);
  });
});
