import type { IMicrosoftTeams } from "@microsoft/sp-webpart-base";

/**
 * Tells the name of Teams' theme, now and when it changes.
 * @returns what ends it.
 */
export function followTeamsTheme({ teamsJs }: IMicrosoftTeams, follow: (theme: string) => void): () => void {
  let isOver = false;
  const tell = (theme: string): void => {
    if (!isOver) follow(theme);
  };
  teamsJs.app.registerOnThemeChangeHandler(tell);
  teamsJs.app.getContext().then(
    ({ app }) => tell(app.theme),
    () => {}, // Then it looks as in Teams' default theme.
  );
  return () => {
    isOver = true; // Teams has no way to take a handler back.
  };
}
