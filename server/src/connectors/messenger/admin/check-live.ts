import { asText } from "#channel/kit/json-with-ids.ts";
import type { MessengerSettings } from "#connectors/messenger/options.ts";
import { checkCallback } from "#connectors/meta/graph/check-callback.ts";
import { webhookUrl } from "#connectors/meta/webhook/webhook-url.ts";
import { checkRouting } from "./check-routing.ts";
import { checkSubscriptions } from "./check-subscriptions.ts";
import { checkToken } from "./check-token.ts";
import { checkVersion } from "#connectors/meta/graph/check-version.ts";
import { failureOf } from "./failure.ts";
import { type Finding, good, wrong } from "#connectors/meta/graph/finding.ts";
import { type GraphAccess, callGraph } from "#connectors/meta/graph/graph-call.ts";

export type LiveContext = { publicUrl: string; fetch: typeof fetch; now: number };

/** Asks Meta, and the webhook's own address, all that keeps a page from working. Nothing is changed. */
export async function findLive(settings: MessengerSettings, context: LiveContext): Promise<Finding[]> {
  const access = accessOf(settings, context.fetch);
  const callbackUrl = webhookUrl(settings, context.publicUrl);
  const page = await callGraph(access, {
    path: settings.pageId,
    query: { fields: "name" },
    token: settings.accessToken,
  });
  if (page.type !== "answered") {
    const why = failureOf(page, "the page's token", settings.graphBaseUrl);
    const isClear = page.type === "unreachable" || page.code === 190;
    return isClear ? [why] : [why, ...(await checkToken(settings, access, context.now))];
  }
  const name = asText(page.body["name"]) ?? settings.pageId;
  const [token, subscriptions, routing, persona, callback] = await Promise.all([
    checkToken(settings, access, context.now),
    checkSubscriptions(settings, access, callbackUrl),
    checkRouting(settings, access),
    checkPersona(settings, access),
    checkCallback(callbackUrl, settings.verifyToken, context.fetch),
  ]);
  return [
    good(`The access token is valid for the page "${name}"`),
    ...token,
    checkVersion(settings.graphVersion, page.version, context.now),
    ...subscriptions,
    callback,
    ...routing,
    ...persona,
  ];
}

async function checkPersona(
  { personaId, accessToken: token, graphBaseUrl }: MessengerSettings,
  access: GraphAccess,
): Promise<Finding[]> {
  if (personaId === undefined) return [];
  const answer = await callGraph(access, { path: personaId, query: { fields: "name" }, token });
  if (answer.type === "answered") return [good("The persona exists")];
  if (answer.type === "refused" && answer.code === 100)
    return [wrong("The page has no such persona", "Set personaId to one of the page's personas, or leave it out.")];
  return [failureOf(answer, "to show the persona", graphBaseUrl)];
}

export function accessOf(settings: MessengerSettings, call: typeof fetch): GraphAccess {
  const { graphBaseUrl, graphVersion, appId, appSecrets } = settings;
  return { graphBaseUrl, graphVersion, appId, appSecrets, fetch: call };
}
