export interface Language {
  /** Locale identifier, as Dataverse numbers languages. */
  readonly id: number;
  /** BCP 47 tag that dates and numbers are formatted with. */
  readonly locale: string;
  readonly rightToLeft: boolean;
}

/** Languages a user of the form can have. Source: [MS-LCID]. */
const languages: readonly Language[] = [
  { id: 1033, locale: 'en-US', rightToLeft: false },
  { id: 1025, locale: 'ar-SA', rightToLeft: true },
  { id: 1031, locale: 'de-DE', rightToLeft: false },
  { id: 1036, locale: 'fr-FR', rightToLeft: false },
  { id: 1037, locale: 'he-IL', rightToLeft: true },
  { id: 1040, locale: 'it-IT', rightToLeft: false },
  { id: 1041, locale: 'ja-JP', rightToLeft: false },
  { id: 1043, locale: 'nl-NL', rightToLeft: false },
  { id: 1046, locale: 'pt-BR', rightToLeft: false },
  { id: 2057, locale: 'en-GB', rightToLeft: false },
  { id: 3082, locale: 'es-ES', rightToLeft: false },
];

export const baseLanguage = 1033;

export function findLanguage(id: number): Language | undefined {
  return languages.find((language) => language.id === id);
}

export const languageIds: readonly number[] = languages.map((language) => language.id);
