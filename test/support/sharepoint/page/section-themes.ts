type Palette = Record<string, string>;
type Fluent = {
  createTheme(partial: { palette: Palette; semanticColors: Palette; isInverted: boolean }): Record<string, unknown>;
};

export type Section = "none" | "neutral" | "soft" | "strong";

/** The colours of a site, as SharePoint's "Teal" theme has them. */
const teal = {
  themeDarker: "#014446",
  themeDark: "#025c5f",
  themeDarkAlt: "#026d70",
  themePrimary: "#03787c",
  themeSecondary: "#13898d",
  themeTertiary: "#49aeb1",
  themeLight: "#98d6d8",
  themeLighter: "#c5e9ea",
  themeLighterAlt: "#f0f9fa",
};

type Changed = { palette: Palette; semanticColors?: Palette; isInverted?: boolean };

/** What the background of a section changes, with the colours that Fluent UI's variants give for the theme above. */
const sections: Record<Section, Changed> = {
  none: { palette: {} },
  neutral: {
    palette: {
      themeDark: teal.themeDarker,
      themeDarkAlt: teal.themeDark,
      themePrimary: teal.themeDarkAlt,
      neutralLight: "#e1dfdd",
      neutralLighter: "#edebe9",
      neutralLighterAlt: "#edebe9",
      white: "#f3f2f1",
    },
    semanticColors: { bodyBackground: "#f3f2f1", bodyStandoutBackground: "#edebe9" },
  },
  soft: {
    palette: {
      themeDark: teal.themeDarker,
      themeDarkAlt: teal.themeDark,
      themePrimary: teal.themeDarkAlt,
      neutralTertiaryAlt: teal.themeDarkAlt,
      neutralQuaternary: teal.themePrimary,
      neutralQuaternaryAlt: teal.themeSecondary,
      neutralLight: teal.themeTertiary,
      neutralLighter: teal.themeLight,
      neutralLighterAlt: teal.themeLighter,
      white: teal.themeLighterAlt,
    },
    semanticColors: {
      bodyBackground: teal.themeLighterAlt,
      inputBorder: teal.themeLighter,
      inputBackground: teal.themeLighter,
    },
  },
  strong: {
    palette: {
      themeDarker: "#ffffff",
      themeDark: "#faf9f8",
      themeDarkAlt: "#faf9f8",
      themePrimary: "#ffffff",
      themeSecondary: "#f3f2f1",
      themeTertiary: "#edebe9",
      themeLight: "#e1dfdd",
      themeLighter: "#d0d0d0",
      themeLighterAlt: "#c8c6c4",
      black: "#faf9f8",
      neutralDark: "#f3f2f1",
      neutralPrimary: "#ffffff",
      neutralPrimaryAlt: "#edebe9",
      neutralSecondary: "#e1dfdd",
      neutralTertiary: "#d0d0d0",
      neutralTertiaryAlt: teal.themeLighterAlt,
      neutralQuaternary: teal.themeLighterAlt,
      neutralQuaternaryAlt: teal.themeLighter,
      neutralLight: teal.themeLight,
      neutralLighter: teal.themeTertiary,
      neutralLighterAlt: teal.themeSecondary,
      white: teal.themePrimary,
    },
    semanticColors: {
      bodyBackground: teal.themePrimary,
      bodyText: "#ffffff",
      bodySubtext: "#ffffff",
      inputBorder: teal.themeDark,
      inputBackground: teal.themeDark,
    },
    isInverted: true,
  },
};

/** As SharePoint does it: Fluent UI makes all colours of a section out of the palette of the site. */
export function sectionTheme(fluent: Fluent, section: Section): object {
  const { palette, semanticColors = {}, isInverted = false } = sections[section];
  const theme = fluent.createTheme({ palette: { ...teal, ...palette }, semanticColors, isInverted });
  // A theme crosses the border to the tests as data.
  return JSON.parse(JSON.stringify({ ...theme, isInverted })) as object;
}
