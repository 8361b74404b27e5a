import { asId, asList, asObject, asText } from "#channel/kit/json-with-ids.ts";
import type { MessengerSettings } from "#connectors/messenger/options.ts";
import { failureOf } from "./failure.ts";
import { type Finding, good, warning, wrong } from "#connectors/meta/graph/finding.ts";
import { type GraphAccess, appToken, callGraph } from "#connectors/meta/graph/graph-call.ts";

const needed = ["pages_messaging", "pages_manage_metadata"];
const soonMs = 14 * 24 * 3_600_000;

/** Whose the token is, what it may do, and when it ends: asked with the app's own token. */
export async function checkToken(settings: MessengerSettings, access: GraphAccess, now: number): Promise<Finding[]> {
  const query = { input_token: settings.accessToken };
  const answer = await callGraph(access, { path: "debug_token", query, token: appToken(access) });
  if (answer.type !== "answered") {
    if (answer.type === "unreachable" || answer.code !== 190)
      return [failureOf(answer, "the app's own token", settings.graphBaseUrl)];
    return [
      wrong("appId and appSecret do not belong together", "Copy both from App settings, Basic, of the same Meta app."),
    ];
  }
  const token = asObject(answer.body["data"]);
  if (token["is_valid"] !== true)
    return [
      wrong(
        "The access token is not valid any more",
        "Make a new page token (Messenger, API settings, or causerie messenger token exchange) and set accessToken.",
      ),
    ];
  return [...findWrongOwner(settings, token), ...findMissingScopes(token), ...findEnd(token, now)];
}

function findWrongOwner({ appId, pageId }: MessengerSettings, token: Readonly<Record<string, unknown>>): Finding[] {
  const [app, page, type] = [asId(token["app_id"]), asId(token["profile_id"]), asText(token["type"])];
  if (app !== undefined && app !== appId)
    return [wrong(`The access token was made for the app ${app}`, `Make a page token with the app ${appId}.`)];
  if (type !== undefined && type !== "PAGE")
    return [
      wrong(
        `The access token is a ${type.toLowerCase()} token and no page token`,
        "Get the page's token with causerie messenger token exchange.",
      ),
    ];
  if (page !== undefined && page !== pageId)
    return [wrong(`The access token is that of the page ${page}`, `Set pageId to it, or make a token of ${pageId}.`)];
  return [];
}

function findMissingScopes(token: Readonly<Record<string, unknown>>): Finding[] {
  const scopes = asList(token["scopes"]).map(asText);
  const missing = needed.filter((scope) => !scopes.includes(scope));
  if (missing.length === 0) return [good("The token has the permissions that messaging needs")];
  const advice = `Make a token with ${missing.join(" and ")}; people without a role in the app need the app review, too.`;
  return [wrong(`The token lacks ${missing.join(" and ")}`, advice)];
}

/** 0: never. */
function findEnd(token: Readonly<Record<string, unknown>>, now: number): Finding[] {
  const seconds = Number(asId(token["expires_at"]) ?? 0);
  if (!Number.isFinite(seconds) || seconds <= 0) return [good("The token does not end by itself")];
  const title = `The token ends on ${new Date(seconds * 1000).toISOString().slice(0, 10)}`;
  if (seconds * 1000 - now > soonMs) return [good(title)];
  return [warning(title, "Get one that does not end: causerie messenger token exchange makes it from a user token.")];
}
