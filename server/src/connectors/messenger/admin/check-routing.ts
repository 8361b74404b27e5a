import { asId, asList, asObject } from "#channel/kit/json-with-ids.ts";
import type { MessengerSettings } from "#connectors/messenger/options.ts";
import { failureOf } from "./failure.ts";
import { type Finding, good, warning } from "#connectors/meta/graph/finding.ts";
import { type GraphAccess, callGraph } from "#connectors/meta/graph/graph-call.ts";

/**
 * Whether several apps may answer on the page at once. Meta tells nobody which app is the default one, only whether there is
 * such a routing (`hop_v2`, `msgr_multi_app`).
 */
export async function checkRouting(settings: MessengerSettings, access: GraphAccess): Promise<Finding[]> {
  const { accessToken: token, pageId, appId, graphBaseUrl } = settings;
  const [status, apps] = await Promise.all([
    callGraph(access, { path: "me", query: { fields: "messaging_feature_status" }, token }),
    callGraph(access, { path: `${pageId}/subscribed_apps`, token }),
  ]);
  if (status.type !== "answered") return [failureOf(status, "to tell who answers on the page", graphBaseUrl)];
  // The check of the subscriptions has said so already.
  if (apps.type !== "answered") return [];
  const features = asObject(status.body["messaging_feature_status"]);
  const isRouted = features["msgr_multi_app"] === true || features["hop_v2"] === true;
  const others = asList(apps.body["data"]).flatMap((app) => asId(asObject(app)["id"]) ?? []);
  const foreign = others.filter((id) => id !== appId);
  if (foreign.length === 0) return [good("No other app is connected to the page")];
  if (isRouted) return [good(`Conversation routing is on; other apps of the page: ${foreign.join(", ")}`)];
  return [
    warning(
      `Other apps are connected to the page, and all of them may answer at once: ${foreign.join(", ")}`,
      `Make ${appId} the page's default app (Page settings, Advanced messaging, Conversation routing), or disconnect the others.`,
    ),
  ];
}
