/** The part of `context.fluentDesignLanguage` that is used: Fluent 9 tokens of the app's theme. */
export interface DesignLanguage {
  readonly isDarkTheme?: boolean;
  readonly tokenTheme?: Readonly<Record<string, unknown>>;
}

/** Fluent 2's colours, light and dark, under the names of its tokens: what the app does not give is taken from here. */
const colours = {
  colorNeutralBackground1: ['#ffffff', '#292929'],
  colorNeutralBackground1Hover: ['#f5f5f5', '#3d3d3d'],
  colorNeutralBackground1Pressed: ['#e0e0e0', '#1f1f1f'],
  colorNeutralBackground2: ['#fafafa', '#1f1f1f'],
  colorNeutralBackground3: ['#f5f5f5', '#141414'],
  colorNeutralForeground1: ['#242424', '#ffffff'],
  colorNeutralForeground2: ['#424242', '#d6d6d6'],
  colorNeutralForeground3: ['#616161', '#adadad'],
  colorNeutralForegroundDisabled: ['#bdbdbd', '#5c5c5c'],
  colorNeutralForegroundOnBrand: ['#ffffff', '#ffffff'],
  colorNeutralStroke1: ['#d1d1d1', '#666666'],
  colorNeutralStroke2: ['#e0e0e0', '#525252'],
  colorNeutralStrokeAccessible: ['#616161', '#adadad'],
  colorStrokeFocus2: ['#000000', '#ffffff'],
  colorBrandBackground: ['#0f6cbd', '#115ea3'],
  colorBrandBackgroundHover: ['#115ea3', '#0f6cbd'],
  colorBrandBackgroundPressed: ['#0c3b5e', '#0c3b5e'],
  colorBrandBackground2: ['#ebf3fc', '#082338'],
  colorBrandForeground1: ['#0f6cbd', '#479ef5'],
  colorBrandForegroundLink: ['#115ea3', '#479ef5'],
  colorBrandForegroundLinkHover: ['#0f548c', '#62abf5'],
  colorBrandStroke2: ['#b4d6fa', '#0e4775'],
  colorStatusSuccessForeground1: ['#0e700e', '#54b054'],
  colorStatusSuccessBackground1: ['#f1faf1', '#052505'],
  colorStatusSuccessBorder1: ['#9fd89f', '#107c10'],
  colorStatusWarningForeground1: ['#8a3707', '#faa06b'],
  colorStatusWarningBackground1: ['#fff9f5', '#4a1e04'],
  colorStatusWarningBorder1: ['#fdcfb4', '#8a3707'],
  colorStatusDangerForeground1: ['#b10e1c', '#eeacb2'],
  colorStatusDangerBackground1: ['#fdf3f4', '#3b0509'],
  colorStatusDangerBorder1: ['#eeacb2', '#b10e1c'],
} as const;

export type TokenName = keyof typeof colours;
export type Tokens = Readonly<Record<TokenName, string>>;

/** The colours of the app; Fluent 2's own where the app gives none. */
export function tokensOf(design: DesignLanguage | undefined): Tokens {
  const given = design?.tokenTheme ?? {};
  const place = design?.isDarkTheme ? 1 : 0;
  const names = Object.keys(colours) as TokenName[];
  const tokens = names.map((name) => {
    const colour = given[name];
    return [name, typeof colour === 'string' && colour !== '' ? colour : colours[name][place]] as const;
  });
  return Object.fromEntries(tokens) as Tokens;
}
