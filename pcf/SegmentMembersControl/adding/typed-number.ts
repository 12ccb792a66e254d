/** The number that somebody has typed in the digits of any script, with or without separators; undefined for none. */
export function typedNumber(text: string): number | undefined {
  const digits = [...text.normalize('NFKC')].flatMap((character) => {
    if (!/\p{Nd}/u.test(character)) return [];
    const code = character.codePointAt(0) ?? 0;
    // Arabic digits, eastern and western; NFKC has made the others of them.
    const zero = code >= 0x6f0 ? 0x6f0 : code >= 0x660 ? 0x660 : 0x30;
    return [code - zero];
  });
  return digits.length === 0 || digits.some((digit) => digit > 9) ? undefined : Number(digits.join(''));
}
