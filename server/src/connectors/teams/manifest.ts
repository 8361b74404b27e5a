import type { TeamsSettings } from "./options.ts";

/**
 * The app as Teams takes it, together with two pictures (learn.microsoft.com/microsoftteams/platform/resources/schema/manifest-schema). `url`: of this
 * server.
 */
export function manifestOf({ appId }: Pick<TeamsSettings, "appId">, url: string): object {
  return {
    $schema: "https://developer.microsoft.com/json-schemas/teams/v1.19/MicrosoftTeams.schema.json",
    manifestVersion: "1.19",
    version: "1.0.0",
    id: appId,
    developer: {
      name: "Your organisation",
      websiteUrl: url,
      privacyUrl: url,
      termsOfUseUrl: url,
    },
    name: { short: "Causerie" },
    description: { short: "A bot that answers", full: "A bot that answers your questions." },
    icons: { color: "color.png", outline: "outline.png" },
    accentColor: "#FFFFFF",
    bots: [{ botId: appId, scopes: ["personal", "team", "groupChat"], supportsFiles: true, isNotificationOnly: false }],
    validDomains: [],
  };
}
