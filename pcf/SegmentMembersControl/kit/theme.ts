import { createTheme, type ITheme } from './fluent';

/** The part of `context.fluentDesignLanguage` that is used: Fluent 9 tokens of the app's theme. */
export interface DesignLanguage {
  readonly isDarkTheme?: boolean;
  readonly tokenTheme?: Readonly<Record<string, unknown>>;
}

/** A Fluent 8 theme with the colours of the app; Fluent's own where the app gives none. */
export function themeOf(design: DesignLanguage | undefined): ITheme {
  const tokens = design?.tokenTheme;
  if (!tokens) return createTheme({});
  const colour = (name: string): string | undefined => {
    const value = tokens[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const palette = {
    themePrimary: colour('colorBrandBackground'),
    themeDarkAlt: colour('colorBrandBackgroundHover'),
    themeDark: colour('colorBrandForegroundLink'),
    themeDarker: colour('colorBrandForegroundLinkHover'),
    themeSecondary: colour('colorBrandStroke1'),
    themeTertiary: colour('colorBrandStroke2'),
    themeLighter: colour('colorBrandBackground2'),
    themeLighterAlt: colour('colorBrandBackground2'),
    white: colour('colorNeutralBackground1'),
    neutralLighterAlt: colour('colorNeutralBackground2'),
    neutralLighter: colour('colorNeutralBackground1Hover'),
    neutralLight: colour('colorNeutralBackground1Pressed'),
    neutralQuaternaryAlt: colour('colorNeutralBackground1Pressed'),
    neutralQuaternary: colour('colorNeutralStroke2'),
    neutralTertiaryAlt: colour('colorNeutralStroke1'),
    neutralTertiary: colour('colorNeutralForegroundDisabled'),
    neutralSecondaryAlt: colour('colorNeutralForeground3'),
    neutralSecondary: colour('colorNeutralForeground2'),
    neutralPrimaryAlt: colour('colorNeutralForeground2'),
    neutralPrimary: colour('colorNeutralForeground1'),
    neutralDark: colour('colorNeutralForeground1'),
    black: colour('colorNeutralForeground1'),
  };
  const known = Object.entries(palette).filter(([, value]) => value !== undefined);
  return createTheme({ palette: Object.fromEntries(known), isInverted: design.isDarkTheme ?? false });
}

/** Custom properties that the style sheet draws with. */
export function cssVariablesOf(theme: ITheme): Record<string, string> {
  const { palette, semanticColors } = theme;
  return {
    '--sgm-text': semanticColors.bodyText,
    '--sgm-quiet': palette.neutralSecondary,
    '--sgm-surface': palette.white,
    '--sgm-raised': palette.neutralLighterAlt,
    '--sgm-hover': palette.neutralLighter,
    '--sgm-line': palette.neutralQuaternary,
    '--sgm-strong-line': palette.neutralSecondaryAlt,
    // The colour of links stands out on dark surfaces too; that of buttons need not.
    '--sgm-accent': palette.themeDark,
    '--sgm-selected': palette.themeLighter,
  };
}
