import type { CheckContext, CheckResult, SetupStep } from "#channel/connector-definition.ts";
import type { TwilioVoiceSettings } from "./options.ts";

const consoleUrl = "https://console.twilio.com";

export function setup({ id, path }: TwilioVoiceSettings, publicUrl: string): SetupStep[] {
  const url = `${publicUrl.replace(/\/$/, "")}${path}`;
  return [
    { text: `Twilio connector "${id}"` },
    { text: "Buy a number that takes calls, or use one that you have", url: consoleUrl },
    { text: "Under Voice Configuration, A call comes in: Webhook, HTTP POST, this address", copy: url },
    { text: "Under Call status changes enter this one", copy: `${url}?status` },
    { text: "Copy the account's auth token (Account info) into authToken", url: consoleUrl },
  ];
}

/** Twilio signs the address that it calls, so it must be the one that the server knows itself by. */
export function check(_settings: TwilioVoiceSettings, { publicUrl }: CheckContext): Promise<CheckResult[]> {
  if (publicUrl.startsWith("https:"))
    return Promise.resolve([{ level: "ok", title: "Twilio can be given an https address" }]);
  const fix = "Set CAUSERIE_PUBLIC_URL to the https address that Twilio calls: its signature is over that address.";
  return Promise.resolve([{ level: "warning", title: "The address of this server is none of https", fix }]);
}
