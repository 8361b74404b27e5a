import { asId, asList, asObject, asText } from "#channel/kit/json-with-ids.ts";
import { checkCallback } from "#connectors/meta/graph/check-callback.ts";
import { checkVersion } from "#connectors/meta/graph/check-version.ts";
import { type Finding, good, warning, wrong } from "#connectors/meta/graph/finding.ts";
import { appToken, callGraph, type GraphAccess } from "#connectors/meta/graph/graph-call.ts";
import { webhookUrl } from "#connectors/meta/webhook/webhook-url.ts";
import type { WhatsAppSettings } from "#connectors/whatsapp/options.ts";
import { checkToken } from "./check-token.ts";
import { subscribedFields } from "#connectors/whatsapp/subscribed-fields.ts";
import { checkAccount, checkTemplate } from "./check-account.ts";
import { failureOf } from "./failure.ts";

/** Asks Meta, and the webhook's own address, all that keeps a number from working. Nothing is changed. */
export async function findLive(
  settings: WhatsAppSettings,
  context: { publicUrl: string; fetch: typeof fetch; now: number },
): Promise<Finding[]> {
  const access = accessOf(settings, context.fetch);
  const callbackUrl = webhookUrl(settings, context.publicUrl);
  const number = await callGraph(access, {
    path: settings.phoneNumberId,
    query: { fields: "display_phone_number,verified_name,quality_rating,status" },
    token: settings.accessToken,
  });
  if (number.type !== "answered") {
    const why = failureOf(number, "to show the number", settings.graphBaseUrl);
    return number.type === "unreachable" || number.code === 190
      ? [why]
      : [why, ...(await checkToken(settings, access, context.now))];
  }
  const [token, app, account, template, callback] = await Promise.all([
    checkToken(settings, access, context.now),
    checkApp(settings, access, callbackUrl),
    checkAccount(settings, access),
    checkTemplate(settings, access),
    checkCallback(callbackUrl, settings.verifyToken, context.fetch),
  ]);
  const name = asText(number.body["verified_name"]) ?? asText(number.body["display_phone_number"]) ?? "the number";
  return [
    good(`The access token is valid for "${name}"`),
    ...findTrouble(number.body),
    ...token,
    checkVersion(settings.graphVersion, number.version, context.now),
    app,
    ...account,
    ...template,
    callback,
  ];
}

function findTrouble(number: Readonly<Record<string, unknown>>): Finding[] {
  const status = asText(number["status"]);
  const quality = asText(number["quality_rating"]);
  return [
    ...(status === undefined || status === "CONNECTED"
      ? []
      : [wrong(`Meta has the number as ${status}`, "Look at the number in the WhatsApp Manager.")]),
    ...(quality === "RED" || quality === "YELLOW"
      ? [
          warning(
            `Meta rates the quality of the number ${quality}`,
            "People block or report it: write less often first, and to those only who want it.",
          ),
        ]
      : []),
  ];
}

/** An app has one webhook address for all its numbers: the system that has entered its own last gets all events. */
async function checkApp(settings: WhatsAppSettings, access: GraphAccess, callbackUrl: string): Promise<Finding> {
  const { appId, graphBaseUrl } = settings;
  const answer = await callGraph(access, { path: `${appId}/subscriptions`, token: appToken(access) });
  if (answer.type !== "answered") return failureOf(answer, "the app's own token", graphBaseUrl);
  const subscription = asList(answer.body["data"])
    .map(asObject)
    .find((each) => each["object"] === "whatsapp_business_account");
  const entered = asText(subscription?.["callback_url"]);
  const enter = `Enter ${callbackUrl} at Meta (WhatsApp, Configuration).`;
  if (entered === undefined) return wrong("The app has no webhook address at Meta", enter);
  if (!URL.canParse(entered) || new URL(entered).origin !== new URL(callbackUrl).origin)
    return wrong("The events go to another server: another system has the app's webhook", enter);
  if (subscription?.["active"] === false) return wrong("Meta has switched the app's webhook off", enter);
  const fields = asList(subscription?.["fields"]).flatMap(
    (field) => asText(field) ?? asId(asObject(field)["name"]) ?? [],
  );
  const missing = subscribedFields.filter((field) => !fields.includes(field));
  return missing.length === 0
    ? good("The app's webhook leads to this server")
    : warning("The app's webhook does not get all fields", `Subscribe the app also to: ${missing.join(", ")}.`);
}

export function accessOf(settings: WhatsAppSettings, call: typeof fetch): GraphAccess {
  const { graphBaseUrl, graphVersion, appId, appSecrets } = settings;
  return { graphBaseUrl, graphVersion, appId, appSecrets, fetch: call };
}
