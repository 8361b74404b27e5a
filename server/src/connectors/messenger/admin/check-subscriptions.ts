import { type JsonObject, asId, asList, asObject, asText } from "#channel/kit/json-with-ids.ts";
import { isLoopback } from "#connectors/meta/api-url.ts";
import type { MessengerSettings } from "#connectors/messenger/options.ts";
import { subscribedFields } from "#connectors/messenger/subscribed-fields.ts";
import { failureOf } from "./failure.ts";
import { type Finding, good, warning, wrong } from "#connectors/meta/graph/finding.ts";
import { type GraphAccess, type GraphCall, appToken, callGraph } from "#connectors/meta/graph/graph-call.ts";

/** Both sides of the subscription: Meta posts an event only if the app and the page have its field. */
export async function checkSubscriptions(
  settings: MessengerSettings,
  access: GraphAccess,
  callbackUrl: string,
): Promise<Finding[]> {
  return [await checkPage(settings, access), await checkApp(settings, access, callbackUrl)];
}

/** The page's side. */
export async function checkPage(settings: MessengerSettings, access: GraphAccess): Promise<Finding> {
  const { appId, pageId, accessToken: token, graphBaseUrl } = settings;
  const path = `${pageId}/subscribed_apps`;
  const answer = await callGraph(access, { path, token });
  if (answer.type !== "answered") return failureOf(answer, "the page's token", graphBaseUrl);
  const app = asList(answer.body["data"])
    .map(asObject)
    .find((each) => asId(each["id"]) === appId);
  const fields = asList(app?.["subscribed_fields"]).flatMap((field) => asText(field) ?? []);
  const missing = subscribedFields.filter((field) => !fields.includes(field));
  const repair = repairBy(access, "The page is subscribed", {
    method: "POST",
    path,
    query: { subscribed_fields: [...fields, ...missing].join(",") },
    token,
  });
  if (app === undefined)
    return wrong("The app does not get the page's events", `Subscribe the page to the app ${appId}.`, repair);
  return missing.length === 0
    ? good("The app gets all events of the page that the bot uses")
    : warning("The app does not get all events", `Subscribe also to: ${missing.join(", ")}.`, repair);
}

/** The app's side. An app has one webhook address for all its pages: the system that has entered its own last gets all events. */
export async function checkApp(
  settings: MessengerSettings,
  access: GraphAccess,
  callbackUrl: string,
): Promise<Finding> {
  const { appId, verifyToken, graphBaseUrl } = settings;
  const path = `${appId}/subscriptions`;
  const answer = await callGraph(access, { path, token: appToken(access) });
  if (answer.type !== "answered") return failureOf(answer, "the app's own token", graphBaseUrl);
  const subscription = pageSubscription(answer.body);
  const fields = fieldsOf(subscription);
  const missing = subscribedFields.filter((field) => !fields.includes(field));
  const repair = repairBy(access, "The app's webhook is entered at Meta", {
    method: "POST",
    path,
    body: {
      object: "page",
      callback_url: callbackUrl,
      verify_token: verifyToken,
      fields: [...fields, ...missing].join(","),
    },
    token: appToken(access),
  });
  const entered = asText(subscription["callback_url"]);
  const enter = `Enter ${callbackUrl} at Meta (Messenger, API settings, Webhooks).`;
  if (entered === undefined) return wrong("The app has no webhook address at Meta", enter, repair);
  if (!isOneOfOurs(entered, callbackUrl))
    return {
      ...wrong(
        `The events go to ${addressOf(entered)} and not to this server: another system has the app's webhook`,
        `${enter} That system gets nothing any more then: give each system an app of its own to have both.`,
        repair,
      ),
      isForeign: true,
    };
  if (subscription["active"] === false)
    return wrong("Meta has switched the app's webhook off, as it does after an hour of failures", enter, repair);
  return missing.length === 0
    ? good("The app's webhook leads to this server")
    : warning("The app's webhook does not get all fields", `Subscribe the app also to: ${missing.join(", ")}.`, repair);
}

export function pageSubscription(body: JsonObject): JsonObject {
  return (
    asList(body["data"])
      .map(asObject)
      .find((each) => each["object"] === "page") ?? {}
  );
}

/** Meta writes a field as a text, or as an object with its name. */
function fieldsOf(subscription: JsonObject): string[] {
  return asList(subscription["fields"]).flatMap((field) => asText(field) ?? asText(asObject(field)["name"]) ?? []);
}

/** The webhook of any page of the app will do: it may lie at another path of this server. */
function isOneOfOurs(entered: string, callbackUrl: string): boolean {
  return URL.canParse(entered) && serverOf(entered) === serverOf(callbackUrl);
}

/** The origin. A machine has several names for itself. */
function serverOf(url: string): string {
  const { protocol, hostname, port, origin } = new URL(url);
  return isLoopback(hostname) ? `${protocol}//localhost:${port}` : origin;
}

/** Without its query, which may have a token. */
function addressOf(url: string): string {
  return URL.canParse(url) ? `${new URL(url).origin}${new URL(url).pathname}` : "an address that cannot be read";
}

function repairBy(access: GraphAccess, done: string, call: GraphCall): NonNullable<Finding["repair"]> {
  return async () => {
    const answer = await callGraph(access, call);
    return answer.type === "answered" ? good(done) : failureOf(answer, "the change", access.graphBaseUrl);
  };
}
