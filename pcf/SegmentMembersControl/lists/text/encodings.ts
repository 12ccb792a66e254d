/** Encodings that a text may be read in; the labels are those of the WHATWG Encoding Standard. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be' | LegacyEncoding;

export type LegacyEncoding = (typeof legacyEncodings)[number];

/**
 * Code pages that spreadsheet programs save text in. Of two that read a text as well, the one in front knows fewer
 * characters and is the likelier.
 */
export const legacyEncodings = [
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'windows-1258',
  'windows-874',
  'shift_jis',
  'euc-kr',
  'euc-jp',
  'gb18030',
  'big5',
] as const;

const languages: Readonly<Partial<Record<LegacyEncoding, string>>> = {
  'windows-1250': 'cs sk pl hu ro hr sl bs sq',
  'windows-1251': 'ru uk bg be mk sr kk',
  'windows-1253': 'el',
  'windows-1254': 'tr az',
  'windows-1255': 'he',
  'windows-1256': 'ar fa ur',
  'windows-1257': 'lt lv et',
  'windows-1258': 'vi',
  'windows-874': 'th',
  shift_jis: 'ja',
  'euc-jp': 'ja',
  'euc-kr': 'ko',
};

/** Whether readers of a language (a BCP 47 tag) are likely to have texts in an encoding. */
export function isUsualFor(encoding: LegacyEncoding, language: string): boolean {
  const [primary = '', ...subtags] = language.toLowerCase().split('-');
  if (primary === 'zh') {
    const isTraditional = subtags.some((subtag) => ['hant', 'tw', 'hk', 'mo'].includes(subtag));
    return encoding === (isTraditional ? 'big5' : 'gb18030');
  }
  const found = languages[encoding]?.split(' ').includes(primary) ?? false;
  if (encoding !== 'windows-1252') return found;
  return !Object.values(languages).some((list) => list.split(' ').includes(primary));
}

/** Turns bytes into text piece by piece. */
export interface TextPieces {
  decode(bytes: Uint8Array, isLast: boolean): string;
}

/** What an encoding cannot say becomes U+FFFD. A mark of the byte order is left out. */
export function createTextPieces(encoding: Encoding): TextPieces {
  if (encoding === 'utf-32le' || encoding === 'utf-32be') return utf32Pieces(encoding === 'utf-32le');
  const decoder = new TextDecoder(encoding);
  return { decode: (bytes, isLast) => decoder.decode(bytes, { stream: !isLast }) };
}

/** The platform's decoder knows no UTF-32. Pieces have to be cut at every fourth byte. */
function utf32Pieces(isLittle: boolean): TextPieces {
  return {
    decode(bytes) {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      let text = '';
      for (let at = 0; at + 4 <= bytes.length; at += 4) {
        const code = view.getUint32(at, isLittle);
        const isCharacter = code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
        if (code !== 0xfeff) text += String.fromCodePoint(isCharacter ? code : 0xfffd);
      }
      return bytes.length % 4 === 0 ? text : `${text}\ufffd`;
    },
  };
}
