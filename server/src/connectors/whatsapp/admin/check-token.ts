import { asId, asList, asObject, asText } from "#channel/kit/json-with-ids.ts";
import { type Finding, good, warning, wrong } from "#connectors/meta/graph/finding.ts";
import { appToken, callGraph, type GraphAccess } from "#connectors/meta/graph/graph-call.ts";
import type { WhatsAppSettings } from "#connectors/whatsapp/options.ts";
import { failureOf } from "./failure.ts";

const needed = ["whatsapp_business_messaging"];
const soonMs = 14 * 24 * 3_600_000;

/** What the token may do, and when it ends: asked with the app's own token. */
export async function checkToken(settings: WhatsAppSettings, access: GraphAccess, now: number): Promise<Finding[]> {
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
  const again = "Make a new token of a system user (Business settings, System users) and set accessToken.";
  if (token["is_valid"] !== true) return [wrong("The access token is not valid any more", again)];
  const app = asId(token["app_id"]);
  if (app !== undefined && app !== settings.appId)
    return [wrong(`The access token was made for the app ${app}`, `Make a token with the app ${settings.appId}.`)];
  const scopes = asList(token["scopes"]).map(asText);
  const missing = needed.filter((scope) => !scopes.includes(scope));
  return [
    missing.length === 0
      ? good("The token has the permission that messaging needs")
      : wrong(`The token lacks ${missing.join(" and ")}`, `Make a token with ${missing.join(" and ")}.`),
    findEnd(token, now),
  ];
}

/** 0: never. */
function findEnd(token: Readonly<Record<string, unknown>>, now: number): Finding {
  const seconds = Number(asId(token["expires_at"]) ?? 0);
  if (!Number.isFinite(seconds) || seconds <= 0) return good("The token does not end by itself");
  const title = `The token ends on ${new Date(seconds * 1000).toISOString().slice(0, 10)}`;
  if (seconds * 1000 - now > soonMs) return good(title);
  return warning(title, "Take one of a system user, which does not end (Business settings, System users).");
}
