import type { CheckContext, CheckResult, SetupStep } from "#channel/connector-definition.ts";
import { webhookUrl } from "#connectors/meta/webhook/webhook-url.ts";
import { findLive } from "./admin/check-live.ts";
import type { MessengerSettings } from "./options.ts";
import { optionalFields, subscribedFields } from "./subscribed-fields.ts";

export function setup(settings: MessengerSettings, publicUrl: string): SetupStep[] {
  const { id, graphVersion, graphBaseUrl, appId, pageId } = settings;
  const url = webhookUrl(settings, publicUrl);
  const steps = [
    { text: `Messenger connector "${id}": app ${appId}, page ${pageId}, Graph API ${graphVersion} at ${graphBaseUrl}` },
    { text: "Enter this webhook URL at Meta, with your verify token", copy: url },
    { text: "Subscribe the app and the page to", copy: subscribedFields.join(", ") },
    {
      text: "To learn what people think of the bot and do with its messages, also to",
      copy: optionalFields.join(", "),
    },
  ];
  const login = settings.loginUrl;
  if (login !== undefined)
    steps.push(
      { text: "Buttons account_link lead to", copy: `${url}/account-linking` },
      { text: `After the login at ${login} the site sends people to`, copy: `${url}/account-linking/done` },
    );
  return url.startsWith("https:")
    ? steps
    : [...steps, { text: "Meta calls https addresses only: put a proxy or a tunnel before it" }];
}

/** Whether the page would work. With `live` it asks Meta, and calls the webhook's own address. */
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
  return live ? [address, ...(await findLive(settings, { publicUrl, fetch, now: Date.now() }))] : [address];
}
