/** Longest address that mail knows, and longest part before its @. RFC 5321 4.5.3.1. */
const longest = 254;
const longestLocalPart = 64;

const atom = "[\\w!#$%&'*+=^~\\p{L}\\p{M}\\p{N}-]+";
const label = '[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]*[\\p{L}\\p{M}\\p{N}])?';
const topLevel = '(?:xn--[a-z\\d-]*[a-z\\d]|[\\p{L}\\p{M}]{2,63})';
const address = new RegExp(`^${atom}(?:\\.${atom})*@(?:${label}\\.)+${topLevel}$`, 'iu');

/** Most addresses by far, told several times as fast. */
const plain = /^[\w!#$%&'*+=^~-]+(?:\.[\w!#$%&'*+=^~-]+)*@(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z]{2,63}$/i;

/**
 * Whether a text is an e-mail address: one @, words parted by single dots before it, a name with a dot and a last part
 * of letters behind it, in any script. No blanks, quotes, bars, slashes or control characters, no numbers for a host.
 */
export function isAddress(text: string): boolean {
  if (text.length > longest || text.indexOf('@') > longestLocalPart) return false;
  return plain.test(text) || address.test(text);
}
