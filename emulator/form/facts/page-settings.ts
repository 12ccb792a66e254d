import { baseLanguage, findLanguage, languageIds, type Language } from './languages';

/** What the address of a record page asks for, beyond the record. */
export interface PageSettings {
  readonly language: Language;
  /** Direction of the user's interface; that of the language unless said otherwise. */
  readonly rightToLeft: boolean;
  readonly theme: 'light' | 'dark' | 'none';
  /** React that the platform loads: 17.0.2 in model-driven apps, 16.14.0 as the manifest declares. */
  readonly react: '16' | '17';
  /** The whole form is read-only, as with a role that may not write. */
  readonly formReadOnly: boolean;
  /** Only the control's column is disabled in the form designer. */
  readonly controlDisabled: boolean;
  /** Column security of the bound column: none, or secured with these rights. */
  readonly columnSecurity: 'none' | 'editable' | 'readonly' | 'hidden';
  /** The client has no connection: `Xrm.WebApi.online` is not there. */
  readonly offline: boolean;
  /** Which of `Xrm.WebApi.execute` and `Xrm.WebApi.online.execute` the client has. */
  readonly execute: 'both' | 'online' | 'top' | 'none';
  /** What rejected errors of `Xrm.WebApi` carry. */
  readonly errors: 'documented' | 'full';
  /** Copies of the control on the form, each in a section of its own. */
  readonly controls: number;
  /** Shown as the form designer shows it. */
  readonly authoring: boolean;
  /** Width of the form in CSS pixels; as wide as the window when 0. */
  readonly width: number;
  /** Values of the control's input properties, as a maker sets them. */
  readonly inputs: Readonly<Record<string, string>>;
}

export type QueryString = Readonly<Record<string, string | undefined>>;

/** Why the address of a page is refused, in words for whoever typed it. */
export class PageAddressError extends Error {}

/** @throws PageAddressError naming the parameter and what it can be. */
export function readPageSettings(query: QueryString): PageSettings {
  const choice = <T extends string>(name: string, choices: readonly [T, ...T[]]): T => {
    const value = query[name];
    if (value === undefined || value === '') return choices[0];
    const found = choices.find((candidate) => candidate === value);
    if (found !== undefined) return found;
    throw new PageAddressError(`${name} can be ${choices.join(', ')}; it is '${value}'.`);
  };
  const flag = (name: string): boolean => choice(name, ['false', 'true']) === 'true';
  const number = (name: string, fallback: number, most: number): number => {
    const value = query[name] ?? String(fallback);
    if (/^\d{1,5}$/.test(value) && Number(value) <= most) return Number(value);
    throw new PageAddressError(`${name} has to be a whole number up to ${most}; it is '${value}'.`);
  };
  const languageId = number('lcid', baseLanguage, 99_999);
  const language = findLanguage(languageId);
  if (!language) throw new PageAddressError(`lcid can be ${languageIds.join(', ')}; it is '${languageId}'.`);
  return {
    language,
    rightToLeft: query['rtl'] === undefined ? language.rightToLeft : flag('rtl'),
    theme: choice('theme', ['light', 'dark', 'none']),
    react: choice('react', ['16', '17']),
    formReadOnly: flag('readonly'),
    controlDisabled: flag('disabled'),
    columnSecurity: choice('security', ['none', 'editable', 'readonly', 'hidden']),
    offline: flag('offline'),
    execute: choice('execute', ['both', 'online', 'top', 'none']),
    errors: choice('errors', ['documented', 'full']),
    controls: Math.max(1, number('controls', 1, 10)),
    authoring: flag('authoring'),
    width: number('width', 0, 10_000),
    inputs: inputsOf(query),
  };
}

/** `input.memberColumns=fullname,telephone1` sets the property memberColumns. */
function inputsOf(query: QueryString): Record<string, string> {
  const inputs: Record<string, string> = {};
  for (const [name, value] of Object.entries(query)) {
    if (name.startsWith('input.') && value !== undefined) inputs[name.slice('input.'.length)] = value;
  }
  return inputs;
}
