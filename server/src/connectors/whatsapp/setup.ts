import type { CheckContext, CheckResult, SetupStep } from "#channel/connector-definition.ts";
import { webhookUrl } from "#connectors/meta/webhook/webhook-url.ts";
import { findLive } from "./admin/check-live.ts";
import type { WhatsAppSettings } from "./options.ts";
import { optionalFields, subscribedFields } from "./subscribed-fields.ts";

export function setup(settings: WhatsAppSettings, publicUrl: string): SetupStep[] {
  const { id, graphVersion, graphBaseUrl, appId, phoneNumberId, lateTemplate } = settings;
  const url = webhookUrl(settings, publicUrl);
  const steps = [
    {
      text: `WhatsApp connector "${id}": app ${appId}, number ${phoneNumberId}, Graph API ${graphVersion} at ${graphBaseUrl}`,
    },
    { text: "Enter this webhook URL at Meta (WhatsApp, Configuration), with your verify token", copy: url },
    { text: "Subscribe the app to", copy: subscribedFields.join(", ") },
    {
      text: "To learn who wants no marketing, and what people write from the Business app, also to",
      copy: optionalFields.join(", "),
    },
    ...(lateTemplate === undefined
      ? []
      : [{ text: "Have this template approved (WhatsApp Manager, Message templates)", copy: lateTemplate.name }]),
    {
      text: "Meta's terms: the bot serves the business's own tasks and is no general assistant; where the law wants it, say that it is a program (createBot, disclosure)",
    },
  ];
  return url.startsWith("https:")
    ? steps
    : [...steps, { text: "Meta calls https addresses only: put a proxy or a tunnel before it" }];
}

/** Whether the number would work. With `live` it asks Meta, and calls the webhook's own address. */
export async function check(
  settings: WhatsAppSettings,
  { live, publicUrl, fetch }: CheckContext,
): Promise<CheckResult[]> {
  const address: CheckResult = publicUrl.startsWith("https:")
    ? { level: "ok", title: "The webhook has an https address" }
    : {
        level: "warning",
        title: "Meta calls https addresses only",
        fix: "Set CAUSERIE_PUBLIC_URL to an https address.",
      };
  return live ? [address, ...(await findLive(settings, { publicUrl, fetch, now: Date.now() }))] : [address];
}
