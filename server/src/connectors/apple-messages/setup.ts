import type { CheckContext, CheckResult, SetupStep } from "#channel/connector-definition.ts";
import { DeliveryError } from "#channel/delivery-error.ts";
import { asText } from "#channel/kit/json-with-ids.ts";
import { limits } from "./limits.ts";
import type { AppleMessagesSettings } from "./options.ts";
import { callGateway, readAnswer } from "./send/call-gateway.ts";
import { createOwnTokens } from "./send/own-token.ts";

const register = "https://register.apple.com";

export function setup({ id, path, businessId }: AppleMessagesSettings, publicUrl: string): SetupStep[] {
  const url = `${publicUrl.replace(/\/$/, "")}${path}`;
  return [
    { text: `Apple Messages connector "${id}": Apple posts here what people write to business ${businessId}` },
    {
      text: "Apply to Apple as a messaging service provider, or ask a provider that passes Apple's API on; there is no other access",
      url: `${register}/resources/messages/msp-onboarding`,
    },
    { text: "Copy the MSP id and the API secret of the provider, and the id of the business's account", url: register },
    { text: "Enter this address as the provider's endpoint: Apple adds /message to it", copy: url },
    {
      text: "Add the Apple Accounts of your testers, and write to the business from an iPhone",
      copy: entryUrl(businessId),
    },
    {
      text: "Have people of your team answer in the inbox: Apple does not approve of a bot alone",
      url: `${register}/resources/messages/messaging-documentation/policies`,
    },
  ];
}

/** What opens Messages with the business as the recipient. `intent` comes back with the person's first message. */
export function entryUrl(businessId: string, intent?: string): string {
  const query = intent === undefined ? "" : `?biz-intent-id=${encodeURIComponent(intent)}`;
  return `https://bcrw.apple.com/urn:biz:${businessId}${query}`;
}

/** With `live` it asks the gateway where a file could be uploaded: nobody sees that, and it needs all three ids and secrets. */
export async function check(settings: AppleMessagesSettings, { live, fetch }: CheckContext): Promise<CheckResult[]> {
  if (!live) return [];
  const { apiUrl, businessId } = settings;
  const access = { apiUrl, businessId, token: createOwnTokens(settings, Date.now), fetch };
  try {
    const call = {
      method: "GET",
      path: "preUpload",
      headers: { size: "1" },
      signal: AbortSignal.timeout(15_000),
    } as const;
    const answer = await readAnswer(await callGateway(access, call), limits.answer);
    if (asText(answer["upload-url"]) !== undefined)
      return [{ level: "ok", title: `Apple knows business ${businessId}` }];
    const fix = "See whether apiUrl is the gateway's address.";
    return [{ level: "error", title: "The gateway answers, but not as Apple's does", fix }];
  } catch (error) {
    return [failed(error, settings)];
  }
}

function failed(error: unknown, { businessId, mspId }: AppleMessagesSettings): CheckResult {
  if (!(error instanceof DeliveryError)) throw error;
  const { kind, code, message } = error;
  switch (kind) {
    case "auth":
      return {
        level: "error",
        title: `Apple refuses the token of provider ${mspId} (${code})`,
        fix: "Enter the mspId and the secret that belong together, from Apple Business Register.",
      };
    case "recipient":
    case "content":
      return {
        level: "error",
        title: `Apple does not know business ${businessId} (${code})`,
        fix: "Enter the businessId of an account that is connected to this provider.",
      };
    case "rate":
      return { level: "warning", title: "Apple is asked too often", fix: "Check again in a few minutes." };
    case "transient":
    case "window":
    case "platform":
    case "unknown":
      return { level: "error", title: message, fix: "See whether the gateway can be reached from this server." };
  }
}
