import type { CheckContext, CheckResult, SetupStep } from "#channel/connector-definition.ts";
import { asId, asList, asObject, asText } from "#channel/kit/json-with-ids.ts";
import type { MessengerSettings } from "./options.ts";
import { appSecretProof } from "./signature.ts";

/** Fields of the page's subscription that the connector acts on. */
const subscribedFields = [
  "messages",
  "messaging_postbacks",
  "messaging_referrals",
  "message_echoes",
  "messaging_optins",
  "messaging_handovers",
  "messaging_policy_enforcement",
];

/** Left to the operator, because `response_feedback` puts thumbs under each of the bot's messages. */
const optionalFields = [
  "response_feedback",
  "messaging_feedback",
  "message_reactions",
  "message_edits",
  "message_deliveries",
  "message_reads",
  "messaging_account_linking",
  "send_cart",
];

export function setup(
  { id, path, graphVersion, graphBaseUrl, appId, pageId }: MessengerSettings,
  publicUrl: string,
): SetupStep[] {
  const url = `${publicUrl.replace(/\/+$/, "")}${path}`;
  const steps = [
    { text: `Messenger connector "${id}": app ${appId}, page ${pageId}, Graph API ${graphVersion} at ${graphBaseUrl}` },
    { text: "Enter this webhook URL at Meta, with your verify token", copy: url },
    { text: "Subscribe the app and the page to", copy: subscribedFields.join(", ") },
    {
      text: "To learn what people think of the bot and do with its messages, also to",
      copy: optionalFields.join(", "),
    },
  ];
  return url.startsWith("https:")
    ? steps
    : [...steps, { text: "Meta calls https addresses only: put a proxy or a tunnel before it" }];
}

/**
 * Whether the page would work. With `live` it asks the Graph API, with the page's own token: whether the token is valid and
 * belongs to this page, and whether the app gets the page's events.
 */
export async function check(
  settings: MessengerSettings,
  { live, publicUrl, fetch }: CheckContext,
): Promise<CheckResult[]> {
  const isHttps = publicUrl.startsWith("https:");
  const address: CheckResult = isHttps
    ? { level: "ok", title: "The webhook has an https address" }
    : {
        level: "warning",
        title: "Meta calls https addresses only",
        fix: "Set CAUSERIE_PUBLIC_URL to an https address.",
      };
  if (!live) return [address];
  const call = (path: string): Promise<GraphResponse> => get(settings, path, fetch);
  const page = await call(`${settings.pageId}?fields=name`);
  if (page.type === "failed") return [address, page.result];
  const name = asText(page.body["name"]) ?? settings.pageId;
  const token: CheckResult = { level: "ok", title: `The access token is valid for the page "${name}"` };
  const subscribed = await call(`${settings.pageId}/subscribed_apps`);
  return [address, token, subscribed.type === "failed" ? subscribed.result : subscription(settings, subscribed.body)];
}

function subscription({ appId }: MessengerSettings, body: ReturnType<typeof asObject>): CheckResult {
  const app = asList(body["data"])
    .map(asObject)
    .find((each) => asId(each["id"]) === appId);
  const fields = asList(app?.["subscribed_fields"]).map(asText);
  const missing = subscribedFields.filter((field) => !fields.includes(field));
  if (app === undefined)
    return {
      level: "error",
      title: "The app does not get the page's events",
      fix: `Subscribe the page to the app ${appId}.`,
    };
  return missing.length === 0
    ? { level: "ok", title: "The app gets all events of the page that the bot uses" }
    : { level: "warning", title: "The app does not get all events", fix: `Subscribe also to: ${missing.join(", ")}.` };
}

type GraphResponse = { type: "answered"; body: ReturnType<typeof asObject> } | { type: "failed"; result: CheckResult };

async function get(
  { graphBaseUrl, graphVersion, accessToken, appSecrets }: MessengerSettings,
  path: string,
  call: typeof fetch,
): Promise<GraphResponse> {
  const url = new URL(`/${graphVersion}/${path}`, graphBaseUrl);
  url.searchParams.set("appsecret_proof", appSecretProof(appSecrets[0] ?? "", accessToken));
  try {
    const response = await call(url, {
      headers: { authorization: `Bearer ${accessToken}` },
      redirect: "manual",
      signal: AbortSignal.timeout(10_000),
    });
    const body = asObject(JSON.parse(await response.text()));
    return response.ok ? { type: "answered", body } : { type: "failed", result: refusal(asObject(body["error"])) };
  } catch (error) {
    const reason = error instanceof Error ? error.name : "unknown";
    const fix = `Look whether this machine reaches ${graphBaseUrl}.`;
    return { type: "failed", result: { level: "error", title: `The Graph API cannot be reached (${reason})`, fix } };
  }
}

/** Meta's own words may quote what was sent, so only its codes are shown. */
function refusal(error: ReturnType<typeof asObject>): CheckResult {
  const code = Number(asId(error["code"]) ?? Number.NaN);
  if (code === 190)
    return {
      level: "error",
      title: "The access token is not valid any more",
      fix: "Make a new page token (Messenger, API settings) and set accessToken.",
    };
  const isProof = code === 100;
  return {
    level: "error",
    title: `The Graph API refused the page's token (code ${Number.isNaN(code) ? "unknown" : code})`,
    fix: isProof
      ? "Look whether appSecret belongs to the app that the token was made for, and pageId to the page."
      : "Look up the code in Meta's list of Graph API errors.",
  };
}
