type ThemeListener = (theme: string) => void;

/** Microsoft Teams around a tab, as far as a web part sees it: its client library for JavaScript, in the shape of version 2. */
export type Teams = { sdk: object; setTheme(theme: string): void; listeners(): number };

export function createTeams(theme: string, locale: string): Teams {
  let listener: ThemeListener | undefined;
  let current = theme;
  const context = () => ({
    app: { theme: current, locale, host: { name: "Teams" } },
    page: { frameContext: "content", id: "chat" },
  });
  const app = {
    getContext: () => Promise.resolve(context()),
    // Teams keeps one listener: a later call takes the place of the earlier one.
    registerOnThemeChangeHandler(next: ThemeListener) {
      listener = next;
    },
  };
  return {
    sdk: { context: { theme, locale, hostName: "Teams" }, teamsJs: { app } },
    setTheme(next) {
      current = next;
      listener?.(next);
    },
    listeners: () => (listener === undefined ? 0 : 1),
  };
}
