/** Text of a workbook: `_x000D_` stands for the character with that number, `_x005F_` for the underscore itself. */
export function unescapedText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([\da-f]{4})_/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

/** Whether an attribute says yes, in any of the ways that writers spell it. */
export function isTrue(attribute: string | undefined): boolean {
  return attribute === '1' || attribute === 'true' || attribute === 'on';
}
