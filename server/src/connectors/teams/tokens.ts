import { asList, type JsonObject } from "#channel/kit/json-with-ids.ts";
import type { AccessTokenParts } from "#channel/kit/issuer/access-token.ts";
import type { TeamsSettings } from "./options.ts";

/** The tenant of bots that are of no tenant. */
const anyTenant = "botframework.com";

/** How the bot gets its own token (learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication, "Bot to connector"). */
export function tokenOf(
  { appId, appPassword, tenantId, loginUrl, scope }: TeamsSettings,
  { fetch, steady }: Pick<AccessTokenParts, "fetch" | "steady">,
): AccessTokenParts {
  return {
    issuer: "Microsoft",
    url: `${loginUrl}/${tenantId ?? anyTenant}/oauth2/v2.0/token`,
    fetch,
    steady,
    form: () => ({ grant_type: "client_credentials", client_id: appId, client_secret: appPassword, scope }),
  };
}

/** Each key says for which channels it signs ("Step 3" there): one for a web chat must not sign for Teams. */
export function isForTeams(key: JsonObject): boolean {
  return asList(key["endorsements"]).includes("msteams");
}
