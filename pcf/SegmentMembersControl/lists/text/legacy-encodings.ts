import { isUsualFor, legacyEncodings, type LegacyEncoding } from './encodings';

/** An encoding that a text may be in, the more plausible the higher. */
export interface PlausibleEncoding {
  readonly encoding: LegacyEncoding;
  /** From 0 to 1, and a little more where the reader's language has the encoding. */
  readonly plausibility: number;
}

/** Bytes beside characters outside ASCII that are judged. */
const sampleLength = 64 * 1024;

/** What the reader's language adds: it decides between encodings that read nearly as well. */
const usualBonus = 0.15;

/**
 * The encodings that can have made these bytes, the most plausible first: those that know all the bytes, judged by
 * whether what they read looks like words. Never empty.
 */
export function plausibleEncodings(bytes: Uint8Array, language: string): readonly PlausibleEncoding[] {
  const sample = linesOutsideAscii(bytes);
  const judged = legacyEncodings.flatMap((encoding) => {
    const text = decoded(sample, encoding);
    if (text === undefined) return [];
    const bonus = isUsualFor(encoding, language) ? usualBonus : 0;
    return [{ encoding, plausibility: plausibilityOf(text, encoding, sample) + bonus }];
  });
  const sorted = judged.sort((a, b) => b.plausibility - a.plausibility);
  return sorted.length > 0 ? sorted : [{ encoding: 'windows-1252', plausibility: 0 }];
}

/** The lines that have bytes outside ASCII, as the others say nothing. */
function linesOutsideAscii(bytes: Uint8Array): Uint8Array {
  const sample = new Uint8Array(sampleLength);
  let length = 0;
  let start = 0;
  let isOutside = false;
  for (let at = 0; at <= bytes.length && length < sampleLength; at += 1) {
    const byte = bytes[at] ?? 0x0a;
    if (byte >= 0x80) isOutside = true;
    if (byte !== 0x0a && byte !== 0x0d) continue;
    if (isOutside) {
      const line = bytes.subarray(start, Math.min(at + 1, bytes.length)).subarray(0, sampleLength - length);
      sample.set(line, length);
      length += line.length;
    }
    start = at + 1;
    isOutside = false;
  }
  return sample.subarray(0, length);
}

/** Undefined where the encoding does not know the bytes. A character that the sample cuts is not held against it. */
function decoded(sample: Uint8Array, encoding: LegacyEncoding): string | undefined {
  const text = new TextDecoder(encoding).decode(sample);
  const unknown = text.split('\ufffd').length - 1;
  return unknown > (sample.length === sampleLength ? 1 : 0) || /[\x80-\x9f]/.test(text) ? undefined : text;
}

/** Words of these scripts are written in their letters alone. */
const scripts: Readonly<Partial<Record<LegacyEncoding, RegExp>>> = {
  'windows-1251': /\p{Script=Cyrillic}/u,
  'windows-1253': /\p{Script=Greek}/u,
  'windows-1255': /\p{Script=Hebrew}/u,
  'windows-1256': /\p{Script=Arabic}/u,
  'windows-874': /\p{Script=Thai}/u,
};

function plausibilityOf(text: string, encoding: LegacyEncoding, sample: Uint8Array): number {
  if (!encoding.startsWith('windows')) return eastAsianPlausibility(text, encoding, sample);
  const script = scripts[encoding];
  return script ? scriptPlausibility(text, script) - pairsPenalty(sample) : latinPlausibility(text);
}

/** Words of which all have an even number of bytes are rather written in pairs of bytes, the more of them the surer. */
function pairsPenalty(sample: Uint8Array): number {
  let length = 0;
  let words = 0;
  for (const byte of sample) {
    if (byte >= 0x80) length += 1;
    else if (length % 2 === 1) return 0;
    else if (length > 0) {
      words += 1;
      length = 0;
    }
  }
  return Math.min(0.3, 0.05 * words);
}

const outside = (character: string): boolean => character >= '\x80';
const isLetter = (character: string): boolean => /[\p{L}\p{M}]/u.test(character);

/** A capital behind a small letter. */
const isMisplacedCapital = (character: string, before: string): boolean =>
  character !== character.toLowerCase() && before !== before.toUpperCase();

/** Share of the characters outside ASCII that are letters of the script with no Latin letter beside them. */
function scriptPlausibility(text: string, script: RegExp): number {
  return shareOf(text, (character, before, after) => {
    if (!script.test(character)) return /[\p{P}\p{S}\p{Z}\p{Cf}]/u.test(character) ? 0.6 : 0;
    const isAmongLatin = /[a-z]/i.test(before) || /[a-z]/i.test(after);
    const isAlone = !outside(before) && !outside(after);
    if (isAmongLatin || isMisplacedCapital(character, before)) return 0;
    // Names begin with capitals, in scripts that have them.
    const isSmallStart = !isLetter(before) && character !== character.toUpperCase();
    return isAlone ? 0.3 : isSmallStart ? 0.8 : 1;
  });
}

/** Share of the characters outside ASCII that are letters among Latin letters, capitals only where words have them. */
function latinPlausibility(text: string): number {
  return shareOf(text, (character, before, after) => {
    const isInWord = isLetter(before) || isLetter(after);
    if (!isLetter(character) || character === '\u00aa' || character === '\u00ba') return isInWord ? 0.2 : 0.7;
    // Three accents in a row are rather another script.
    if (outside(before) && outside(after)) return 0.2;
    return isMisplacedCapital(character, before) ? 0.1 : outside(before) || outside(after) ? 0.7 : 0.9;
  });
}

function shareOf(
  text: string,
  valueOf: (character: string, before: string, after: string) => number,
): number {
  const characters = [...text];
  let count = 0;
  let value = 0;
  characters.forEach((character, at) => {
    if (!outside(character)) return;
    count += 1;
    value += valueOf(character, characters[at - 1] ?? ' ', characters[at + 1] ?? ' ');
  });
  return count === 0 ? 0 : value / count;
}

/** Ranges of first bytes whose characters are in everyday use; others are rare. */
const everydayBytes: Readonly<Partial<Record<LegacyEncoding, readonly (readonly [number, number])[]>>> = {
  shift_jis: [
    [0x81, 0x83],
    [0x88, 0x97],
  ],
  'euc-jp': [
    [0xa1, 0xa5],
    [0xb0, 0xcf],
  ],
  gb18030: [
    [0xa1, 0xa3],
    [0xb0, 0xd7],
  ],
  big5: [[0xa1, 0xc6]],
  'euc-kr': [
    [0xa1, 0xa3],
    [0xb0, 0xc8],
  ],
};

/** Encodings of which everyday characters have no byte below 0x80. */
const allHigh: readonly LegacyEncoding[] = ['euc-jp', 'gb18030', 'euc-kr'];

/** Share of the characters that are in everyday use, with no Latin letter beside them. */
function eastAsianPlausibility(text: string, encoding: LegacyEncoding, sample: Uint8Array): number {
  const everyday = everydayBytes[encoding] ?? [];
  let count = 0;
  let value = 0;
  for (let at = 0; at < sample.length; at += 1) {
    const lead = sample[at] ?? 0;
    if (lead < 0x80) continue;
    count += 1;
    if (encoding === 'shift_jis' && lead >= 0xa1 && lead <= 0xdf) {
      // Katakana of half the width: old machines write whole names in them, never one alone.
      value += (sample[at + 1] ?? 0) >= 0xa1 || (sample[at - 1] ?? 0) >= 0xa1 ? 0.4 : 0;
      continue;
    }
    const trail = sample[at + 1] ?? 0;
    const isEveryday = everyday.some(([first, last]) => lead >= first && lead <= last);
    const isPair = !allHigh.includes(encoding) || trail >= 0xa1;
    value += isEveryday && isPair ? 1 : 0.1;
    at += 1;
  }
  const among = /[a-z][\u2e80-\uffff]|[\u2e80-\uffff][a-z]/gi;
  const mixed = (text.match(among) ?? []).length;
  return count === 0 ? 0 : Math.max(0, value - mixed * 0.7) / count;
}
