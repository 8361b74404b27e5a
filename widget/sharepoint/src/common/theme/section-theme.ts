import type { ThemeTokens } from "@causerie/widget/standalone";

/** The part of a theme of SharePoint that is read here. A section with a strong background has one of its own. */
export type SectionTheme = {
  isInverted?: boolean | undefined;
  semanticColors?: Readonly<Record<string, string | undefined>> | undefined;
  palette?: Readonly<Record<string, string | undefined>> | undefined;
  fontFamily?: string | undefined;
};

export type Looks = { theme: "auto" | "light" | "dark"; tokens: ThemeTokens };

/** An accent of the author's replaces the section's, and with it what the section draws on its own. */
export function toLooks(section: SectionTheme | undefined, wish: "section" | "light" | "dark", accent?: string): Looks {
  const own: ThemeTokens = accent === undefined ? {} : { accent };
  const colors = section?.semanticColors;
  if (wish !== "section") return { theme: wish, tokens: own };
  if (colors === undefined) return { theme: "auto", tokens: own };
  const brand: ThemeTokens = {
    accent: colors["primaryButtonBackground"] ?? section?.palette?.["themePrimary"],
    "on-accent": colors["primaryButtonText"],
    link: colors["link"],
  };
  // On a strong background the text of what stands out is too weak there; that of a field is readable in every theme.
  const standout = section?.isInverted ? colors["inputBackground"] : colors["bodyStandoutBackground"];
  const tokens: ThemeTokens = {
    surface: colors["bodyBackground"],
    "surface-raised": colors["cardStandoutBackground"] ?? colors["inputBackground"],
    text: colors["bodyText"],
    "text-muted": colors["bodySubtext"],
    border: colors["bodyDivider"],
    // That of a text field melts into the field on coloured backgrounds.
    "control-border": colors["smallInputBorder"] ?? colors["inputBorder"],
    hover: colors["listItemBackgroundHovered"],
    danger: colors["errorText"],
    focus: colors["focusBorder"],
    "bubble-bot-background": standout,
    "bubble-bot-text": colors["bodyText"],
    "input-background": colors["inputBackground"],
    "input-text": colors["inputText"],
    "code-background": standout,
    font: section?.fontFamily,
    ...(accent === undefined ? brand : own),
  };
  return { theme: section?.isInverted ? "dark" : "light", tokens };
}
