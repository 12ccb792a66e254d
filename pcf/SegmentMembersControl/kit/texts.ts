import type { TextKey } from './text-keys';

/** The text for a key in the user's language, with `{0}`, `{1}` ... replaced. */
export type Texts = (key: TextKey, ...values: readonly (string | number)[]) => string;

export function createTexts(getString: (key: string) => string): Texts {
  return (key, ...values) =>
    getString(key).replace(/\{(\d)\}/g, (placeholder, index) => String(values[Number(index)] ?? placeholder));
}

/** A text by its key, with what somebody else has said for its place. */
export interface Message {
  readonly key: TextKey;
  readonly said: string;
}

/** What a message says, to stand in another text: what was said, or the text that needs nothing said. */
export function wordsOf(texts: Texts, { key, said }: Message): string {
  return key === 'Failed' ? said : texts(key, said);
}

/** What the user's settings say beside the platform's formats. */
export interface UserSettings {
  /** Windows' number of the language that texts are shown in; 0 where a host does not tell. */
  readonly languageId: number;
  /** What stands before decimals. */
  readonly decimalSign: string;
}

/** Numbers and times as the user's settings write them. */
export interface Formats extends UserSettings {
  number(value: number): string;
  dateTime(iso: string): string;
  /** A length of time in seconds, e.g. `2:05`. */
  duration(seconds: number): string;
}

interface PlatformFormatting {
  formatInteger(value: number): string;
  formatDateShort(value: Date, includeTime?: boolean): string;
}

/** @param settings - as the context has them; some hosts leave members out. */
export function createFormats(
  formatting: PlatformFormatting,
  settings: {
    readonly languageId?: number;
    readonly numberFormattingInfo?: { readonly numberDecimalSeparator?: string };
  } = {},
): Formats {
  return {
    languageId: settings.languageId ?? 0,
    decimalSign: settings.numberFormattingInfo?.numberDecimalSeparator ?? '.',
    number: (value) => formatting.formatInteger(value),
    dateTime(iso) {
      const date = new Date(iso);
      return Number.isNaN(date.getTime()) ? '' : formatting.formatDateShort(date, true);
    },
    duration(seconds) {
      const whole = Math.max(0, Math.ceil(seconds));
      return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
    },
  };
}
