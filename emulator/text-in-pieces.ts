/** A text that is made only as it is written, since it may be longer than one wants to hold or to wait for. */
export class TextInPieces {
  /** @param pieces none ends within a character of two code units */
  constructor(private readonly pieces: () => Iterable<string>) {}

  [Symbol.iterator](): Iterator<string> {
    return this.pieces()[Symbol.iterator]();
  }

  toJSON(): string {
    return [...this].join('');
  }
}
