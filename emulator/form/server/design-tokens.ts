import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createContext, runInContext } from 'node:vm';

type Tokens = Readonly<Record<string, string>>;

let themes: { readonly light: Tokens; readonly dark: Tokens } | undefined;

/**
 * The Fluent 9 tokens that an app hands to controls as `fluentDesignLanguage.tokenTheme`, taken from the
 * platform's own Fluent file. It is run once, when a page first asks for a theme.
 */
export function designTokens(theme: 'light' | 'dark'): Tokens {
  themes ??= readThemes();
  return themes[theme];
}

function readThemes(): { light: Tokens; dark: Tokens } {
  const library = join(dirname(require.resolve('pcf-start/package.json')), 'lib');
  const scope: Record<string, unknown> = {};
  scope['self'] = scope;
  createContext(scope);
  const run = (file: string): unknown => runInContext(readFileSync(join(library, file), 'utf8'), scope);
  run('react_16_14_0.js');
  scope['React'] = scope['Reactv16'];
  scope['ReactDOM'] = scope['ReactDOMv16'];
  run('fluent_9_4_0.js');
  const fluent = scope['FluentUIReactv940'] as { webLightTheme: Tokens; webDarkTheme: Tokens };
  return { light: { ...fluent.webLightTheme }, dark: { ...fluent.webDarkTheme } };
}
