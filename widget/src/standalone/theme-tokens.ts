/** What a theme of the page may give, each as `--causerie-…` of the same name. `docs/looks.md` says what they change. */
const themeTokens = [
  "accent",
  "on-accent",
  "surface",
  "surface-raised",
  "text",
  "text-muted",
  "border",
  "control-border",
  "hover",
  "link",
  "button-text",
  "danger",
  "focus",
  "header-background",
  "header-text",
  "bubble-bot-background",
  "bubble-bot-text",
  "bubble-user-background",
  "bubble-user-text",
  "input-background",
  "input-text",
  "code-background",
  "launcher-background",
  "launcher-text",
  "badge-background",
  "badge-text",
  "font",
  "font-size",
  "radius",
  "control-radius",
  "bubble-radius",
  "inset-block",
  "inset-inline",
  "z-index",
] as const;

export type ThemeTokens = { [Name in (typeof themeTokens)[number]]?: string | undefined };

/** Sets the tokens on the element. Those that are not given fall back to the page's own properties, else to the defaults. */
export function setThemeTokens(style: CSSStyleDeclaration, tokens: ThemeTokens): void {
  for (const name of themeTokens) style.setProperty(`--causerie-${name}`, tokens[name] ?? "");
}
