import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFormats, createTexts } from './texts';

const root = join(__dirname, '..');
const languages = [1033, 1025, 1031, 1036, 1041, 3082];

function textsOf(language: number): ReadonlyMap<string, string> {
  const xml = readFileSync(join(root, 'strings', `SegmentMembersControl.${language}.resx`), 'utf8');
  const found = [...xml.matchAll(/<data name="([^"]+)"[^>]*>\s*<value>([^<]*)<\/value>/g)];
  return new Map(found.map(([, key = '', value = '']) => [key, value]));
}

const english = textsOf(1033);
const placeholders = (text: string): readonly string[] => (text.match(/\{\d\}/g) ?? []).sort();

describe('the texts', () => {
  it('are there in every language that the manifest lists', () => {
    const manifest = readFileSync(join(root, 'ControlManifest.Input.xml'), 'utf8');
    const listed = [...manifest.matchAll(/strings\/SegmentMembersControl\.(\d+)\.resx/g)].map(([, id]) =>
      Number(id),
    );
    const files = readdirSync(join(root, 'strings')).map((name) => Number(name.split('.')[1]));
    expect(listed.sort()).toEqual([...languages].sort());
    expect(files.sort()).toEqual([...languages].sort());
  });

  it.each(languages)('have the same keys and placeholders in %d as in English', (language) => {
    const texts = textsOf(language);
    expect([...texts.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [key, text] of texts) {
      expect({ key, found: placeholders(text) }).toEqual({
        key,
        found: placeholders(english.get(key) ?? ''),
      });
      expect({ key, isEmpty: text.trim() === '' }).toEqual({ key, isEmpty: false });
    }
  });

  it.each(languages.filter((language) => language !== 1033))('are translated in %d', (language) => {
    const hasOwnLetters = [1025, 1041].includes(language);
    const untranslated = [...textsOf(language)].filter(([key, text]) => {
      const words = text.replace(/\{\d\}/g, '').match(/[\p{L}-]+/gu) ?? [];
      if (words.length === 0 || key === 'Control_Name') return false;
      if (hasOwnLetters) return /^[\p{Script=Latin}\P{L}]*$/u.test(text);
      // Some words are the same in both languages, sentences are not.
      return text === english.get(key) && words.length > 1;
    });
    expect(untranslated).toEqual([]);
  });

  it('are the ones that the code names, no more and no fewer', () => {
    const named = readdirSync(join(root, 'kit'))
      .filter((file) => file.endsWith('text-keys.ts'))
      .flatMap((file) => readFileSync(join(root, 'kit', file), 'utf8').match(/(?<=\| ')\w+/g) ?? []);
    const ofManifest =
      readFileSync(join(root, 'ControlManifest.Input.xml'), 'utf8').match(/(?<=-key=")\w+/g) ?? [];
    expect([...named, ...ofManifest].sort()).toEqual([...english.keys()].sort());
  });

  it('are all used', () => {
    const code = sourcesIn(root).join('\n');
    const unused = [...english.keys()].filter(
      (key) =>
        !code.includes(`'${key}'`) &&
        !code.includes(`"${key}"`) &&
        !code.includes(`\`${key.split('_')[0]}_\${`),
    );
    expect(unused).toEqual([]);
  });
});

describe('a text with values', () => {
  it('has them in their places, and takes nothing in them for a placeholder', () => {
    const texts = createTexts(() => '{1} of {0} and {1}');
    expect(texts('Members_Count', '{1}', 'b')).toBe('b of {1} and b');
  });
});

describe('formats', () => {
  const formats = createFormats({
    formatInteger: (value) => `n${value}`,
    formatDateShort: (value, includeTime) => `${value.toISOString()} ${String(includeTime)}`,
  });

  it('are those of the platform', () => {
    expect(formats.number(5)).toBe('n5');
    expect(formats.dateTime('2026-11-24T10:00:00Z')).toBe('2026-11-24T10:00:00.000Z true');
  });

  it('give nothing for what is no time', () => {
    expect(formats.dateTime('')).toBe('');
  });

  it('give lengths of time in minutes and seconds', () => {
    expect([0, 59.2, 61, 3600].map(formats.duration)).toEqual(['0:00', '1:00', '1:01', '60:00']);
  });
});

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return entry.name === 'strings' || entry.name === 'generated' ? [] : sourcesIn(path);
    const isSource = /\.(tsx?|xml)$/.test(entry.name) && !/test\.tsx?$|text-keys\.ts$/.test(entry.name);
    return isSource ? [readFileSync(path, 'utf8')] : [];
  });
}
