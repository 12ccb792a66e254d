import { createTheme, type ITheme } from './fluent';
import { tokensOf, type DesignLanguage, type Tokens } from './tokens';

/** Fluent 8 with the colours, corners and ranks of Fluent 2, for what is drawn by Fluent's own components. */
export function themeOf(design: DesignLanguage | undefined): ITheme {
  const t = tokensOf(design);
  return createTheme({
    palette: paletteOf(t),
    semanticColors: semanticColoursOf(t),
    effects: { roundedCorner2: '4px', roundedCorner4: '8px', roundedCorner6: '8px' },
    isInverted: design?.isDarkTheme ?? false,
  });
}

function paletteOf(t: Tokens): Partial<ITheme['palette']> {
  return {
    themePrimary: t.colorBrandBackground,
    themeDarkAlt: t.colorBrandBackgroundHover,
    themeDark: t.colorBrandForegroundLink,
    themeDarker: t.colorBrandForegroundLinkHover,
    themeSecondary: t.colorBrandForeground1,
    themeTertiary: t.colorBrandStroke2,
    themeLight: t.colorBrandBackground2,
    themeLighter: t.colorBrandBackground2,
    themeLighterAlt: t.colorBrandBackground2,
    white: t.colorNeutralBackground1,
    neutralLighterAlt: t.colorNeutralBackground2,
    neutralLighter: t.colorNeutralBackground1Hover,
    neutralLight: t.colorNeutralBackground1Pressed,
    neutralQuaternaryAlt: t.colorNeutralBackground1Pressed,
    neutralQuaternary: t.colorNeutralStroke2,
    neutralTertiaryAlt: t.colorNeutralStroke1,
    neutralTertiary: t.colorNeutralForegroundDisabled,
    neutralSecondaryAlt: t.colorNeutralForeground3,
    neutralSecondary: t.colorNeutralForeground2,
    neutralPrimaryAlt: t.colorNeutralForeground2,
    neutralPrimary: t.colorNeutralForeground1,
    neutralDark: t.colorNeutralForeground1,
    black: t.colorNeutralForeground1,
  };
}

/** What Fluent would take from the palette otherwise than Fluent 2 has it. */
function semanticColoursOf(t: Tokens): Partial<ITheme['semanticColors']> {
  return {
    bodySubtext: t.colorNeutralForeground3,
    link: t.colorBrandForegroundLink,
    focusBorder: t.colorStrokeFocus2,
    primaryButtonBackgroundPressed: t.colorBrandBackgroundPressed,
    primaryButtonBorder: 'transparent',
    primaryButtonText: t.colorNeutralForegroundOnBrand,
    primaryButtonTextHovered: t.colorNeutralForegroundOnBrand,
    primaryButtonTextPressed: t.colorNeutralForegroundOnBrand,
    buttonBorder: t.colorNeutralStroke1,
    inputBackgroundCheckedHovered: t.colorBrandBackgroundHover,
    inputForegroundChecked: t.colorNeutralForegroundOnBrand,
    inputBorder: t.colorNeutralStrokeAccessible,
    inputBorderHovered: t.colorNeutralStrokeAccessible,
    inputFocusBorderAlt: t.colorBrandForeground1,
    inputIcon: t.colorNeutralForeground2,
    inputPlaceholderText: t.colorNeutralForeground3,
    menuIcon: t.colorNeutralForeground2,
    errorText: t.colorStatusDangerForeground1,
    infoBackground: t.colorNeutralBackground3,
    infoIcon: t.colorNeutralForeground2,
    messageText: t.colorNeutralForeground1,
    successBackground: t.colorStatusSuccessBackground1,
    successIcon: t.colorStatusSuccessForeground1,
    warningBackground: t.colorStatusWarningBackground1,
    warningIcon: t.colorStatusWarningForeground1,
    errorBackground: t.colorStatusDangerBackground1,
    errorIcon: t.colorStatusDangerForeground1,
  };
}

/** Custom properties that the style sheets draw with. */
export function cssVariablesOf(design: DesignLanguage | undefined): Record<string, string> {
  const t = tokensOf(design);
  return {
    '--sgm-text': t.colorNeutralForeground1,
    '--sgm-text-2': t.colorNeutralForeground2,
    '--sgm-quiet': t.colorNeutralForeground3,
    '--sgm-disabled': t.colorNeutralForegroundDisabled,
    '--sgm-surface': t.colorNeutralBackground1,
    '--sgm-raised': t.colorNeutralBackground3,
    '--sgm-hover': t.colorNeutralBackground1Hover,
    '--sgm-pressed': t.colorNeutralBackground1Pressed,
    '--sgm-line': t.colorNeutralStroke2,
    '--sgm-strong-line': t.colorNeutralStroke1,
    '--sgm-edge': t.colorNeutralStrokeAccessible,
    '--sgm-focus': t.colorStrokeFocus2,
    '--sgm-accent': t.colorBrandForeground1,
    '--sgm-link': t.colorBrandForegroundLink,
    '--sgm-brand': t.colorBrandBackground,
    '--sgm-brand-hover': t.colorBrandBackgroundHover,
    '--sgm-on-brand': t.colorNeutralForegroundOnBrand,
    '--sgm-selected': t.colorBrandBackground2,
    '--sgm-selected-line': t.colorBrandStroke2,
    '--sgm-good': t.colorStatusSuccessForeground1,
    '--sgm-good-fill': t.colorStatusSuccessBackground1,
    '--sgm-good-line': t.colorStatusSuccessBorder1,
    '--sgm-warn': t.colorStatusWarningForeground1,
    '--sgm-warn-fill': t.colorStatusWarningBackground1,
    '--sgm-warn-line': t.colorStatusWarningBorder1,
    '--sgm-bad': t.colorStatusDangerForeground1,
    '--sgm-bad-fill': t.colorStatusDangerBackground1,
    '--sgm-bad-line': t.colorStatusDangerBorder1,
  };
}
