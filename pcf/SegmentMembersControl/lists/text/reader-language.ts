/** Primary languages by the last ten bits of Windows' language ids, where their texts have an encoding of their own. */
const languages: Readonly<Record<number, string>> = {
  0x01: 'ar',
  0x02: 'bg',
  0x05: 'cs',
  0x08: 'el',
  0x0d: 'he',
  0x0e: 'hu',
  0x11: 'ja',
  0x12: 'ko',
  0x15: 'pl',
  0x18: 'ro',
  0x19: 'ru',
  0x1a: 'hr',
  0x1b: 'sk',
  0x1c: 'sq',
  0x1e: 'th',
  0x1f: 'tr',
  0x20: 'ur',
  0x22: 'uk',
  0x23: 'be',
  0x24: 'sl',
  0x25: 'et',
  0x26: 'lv',
  0x27: 'lt',
  0x29: 'fa',
  0x2a: 'vi',
  0x2c: 'az',
  0x2f: 'mk',
  0x3f: 'kk',
};

const chinese = 0x04;
const traditionalChinese = [0x0404, 0x0c04, 0x1404];
const serbianCyrillic = [0x0c1a, 0x1c1a, 0x281a, 0x301a];

/** The tag of the language that Dataverse knows by a number, as far as it matters for encodings. Source: MS-LCID. */
export function languageTag(languageId: number): string {
  if (serbianCyrillic.includes(languageId)) return 'sr';
  const primary = languageId & 0x3ff;
  if (primary === chinese) return traditionalChinese.includes(languageId) ? 'zh-Hant' : 'zh-Hans';
  return languages[primary] ?? 'en';
}
