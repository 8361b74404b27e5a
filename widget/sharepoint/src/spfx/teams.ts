import type { ISDKs } from "@microsoft/sp-webpart-base";

/**
 * Tells the name of Teams' theme, now and when it changes. Outside Teams it tells nothing.
 * @returns what ends it.
 */
export async function followTeamsTheme(
  teams: ISDKs["microsoftTeams"],
  follow: (theme: string) => void,
): Promise<() => void> {
  if (teams === undefined) return () => {};
  const { app } = teams.teamsJs;
  let isOver = false;
  app.registerOnThemeChangeHandler((theme) => {
    if (!isOver) follow(theme);
  });
  follow((await app.getContext()).app.theme);
  return () => {
    isOver = true; // Teams has no way to take a handler back.
  };
}
