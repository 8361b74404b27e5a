import type { Looks } from "./section-theme.ts";

/** Colours of Teams' own interface, so that a tab does not look foreign. Teams tells a tab the name of its theme only. */
const looks = {
  default: { theme: "light", tokens: { accent: "#5b5fc7", surface: "#ffffff", text: "#242424", border: "#e0e0e0" } },
  dark: {
    theme: "dark",
    tokens: {
      accent: "#7f85f5",
      surface: "#1f1f1f",
      text: "#ffffff",
      border: "#3d3d3d",
      // The chat's own dark greys are bluish beside those of Teams.
      "bubble-bot-background": "#292929",
      "input-background": "#292929",
      hover: "#3d3d3d",
    },
  },
  contrast: {
    theme: "dark",
    tokens: {
      accent: "#1aebff",
      "on-accent": "#000000",
      surface: "#000000",
      "surface-raised": "#000000",
      text: "#ffffff",
      "text-muted": "#ffffff",
      border: "#ffffff",
      "control-border": "#ffffff",
      hover: "#2d2d2d",
      link: "#ffff01",
      danger: "#ffff01",
      focus: "#1aebff",
      "bubble-bot-background": "#000000",
      "bubble-bot-text": "#ffffff",
      "input-background": "#000000",
      "input-text": "#ffffff",
      "code-background": "#000000",
    },
  },
} as const satisfies Record<string, Looks>;

/** A theme that came later, as `glass` did, looks like one of these: its name does not say which, so it gets the light one. */
export function toTeamsLooks(name: string, wish: "section" | "light" | "dark", accent?: string): Looks {
  const own = accent === undefined ? {} : { accent };
  // Who has set a high contrast needs it, whatever an author has wished.
  if (name === "contrast") return looks.contrast;
  if (wish !== "section") return { theme: wish, tokens: own };
  const { theme, tokens } = name === "dark" ? looks.dark : looks.default;
  return { theme, tokens: { ...tokens, ...own } };
}
