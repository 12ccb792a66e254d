/** The whole number, 1 or more, that an option of a command says. */
export function wholeNumber(option: string, text: string): number {
  if (/^[1-9]\d{0,9}$/.test(text)) return Number(text);
  throw new Error(`${option} has to be a whole number from 1 on; it is '${text}'.`);
}
