import type { CheckContext, CheckResult, SetupStep } from "#channel/connector-definition.ts";
import { DeliveryError } from "#channel/delivery-error.ts";
import { asId, asList, asObject, asText } from "#channel/kit/json-with-ids.ts";
import type { XSettings } from "./options.ts";
import { callX, type XAccess } from "./send/call-x.ts";
import { checkSpending } from "./spending/check-spending.ts";
import type { SpendBook } from "./spending/spend-book.ts";

/** What of a running connector the check can ask: it must not use the refresh token, which would be gone then. */
export type RunningParts = { readonly book: SpendBook; readonly access: XAccess };

const console = "https://console.x.com";

export function setup({ id, path, userId, apiUrl }: XSettings, publicUrl: string): SetupStep[] {
  const url = `${publicUrl.replace(/\/$/, "")}${path}`;
  return [
    { text: `X connector "${id}": X posts to this server what account ${userId} receives` },
    {
      text: "Make an app with credits (X charges for each message), and set a spending limit there, too",
      url: console,
    },
    {
      text: "Give the app read, write and direct messages; copy API key secret, bearer token, client id and client secret",
    },
    {
      text: "Sign in to the app as the bot's account (OAuth 2.0 with PKCE) with these scopes, and copy the refresh token; use it nowhere else",
      copy: "dm.read dm.write tweet.read users.read media.write offline.access",
      url: "https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code",
    },
    {
      text: `Register this address as a webhook (POST ${apiUrl}/2/webhooks) while the server runs: X asks it at once`,
      copy: url,
    },
    {
      text: `Subscribe to dm.received of account ${userId} with that webhook (POST ${apiUrl}/2/activity/subscriptions)`,
      url: "https://docs.x.com/x-api/activity/introduction",
    },
  ];
}

/** Whether the bot would work, and what it has cost. With `live` it asks X. */
export async function check(
  settings: XSettings,
  { live, publicUrl, fetch }: CheckContext,
  running: RunningParts | undefined,
): Promise<CheckResult[]> {
  const spending = await checkSpending(settings, running?.book);
  if (!live) return [spending];
  const account = running === undefined ? [] : [await checkAccount(settings, running.access)];
  return [spending, ...account, ...(await checkWebhook(settings, publicUrl, fetch))];
}

async function checkAccount({ userId }: XSettings, access: XAccess): Promise<CheckResult> {
  try {
    const signal = AbortSignal.timeout(15_000);
    const me = asObject((await callX(access, { method: "GET", path: "2/users/me", signal }))["data"]);
    const name = asText(me["username"]) ?? "";
    if (asId(me["id"]) === userId) return { level: "ok", title: `X knows the token, of @${name}` };
    const fix = `Sign in as account ${userId}, or enter the id of @${name} as userId.`;
    return { level: "error", title: `The token is of @${name}, which is another account than userId`, fix };
  } catch (error) {
    return failed(error, "refreshToken");
  }
}

/** By the app's own token, which does not change. */
async function checkWebhook(
  { bearerToken, apiUrl, path, userId }: XSettings,
  publicUrl: string,
  call: typeof fetch,
): Promise<CheckResult[]> {
  if (bearerToken === undefined) {
    const fix = "Enter the app's bearerToken.";
    return [{ level: "warning", title: "Nobody has looked whether X posts here", fix }];
  }
  const token = async (): Promise<string> => bearerToken;
  const access = { apiUrl, token, reject: () => undefined, fetch: call, now: Date.now };
  const ask = async (asked: string) =>
    asList((await callX(access, { method: "GET", path: asked, signal: AbortSignal.timeout(15_000) }))["data"]).map(
      asObject,
    );
  try {
    const url = `${publicUrl.replace(/\/$/, "")}${path}`;
    const webhook = (await ask("2/webhooks")).find((each) => each["url"] === url);
    if (webhook === undefined)
      return [
        {
          level: "error",
          title: "X does not know this server",
          fix: `Register ${url} as a webhook (POST /2/webhooks).`,
        },
      ];
    if (webhook["valid"] !== true)
      return [
        {
          level: "error",
          title: "X has given up this server's webhook",
          fix: "Validate it (PUT /2/webhooks/:id), with the server running.",
        },
      ];
    const isMeant = (each: Record<string, unknown>): boolean =>
      each["event_type"] === "dm.received" && asId(asObject(each["filter"])["user_id"]) === userId;
    if ((await ask("2/activity/subscriptions")).some(isMeant))
      return [{ level: "ok", title: "X posts direct messages of the account to this server" }];
    const fix = "Subscribe to dm.received (POST /2/activity/subscriptions).";
    return [{ level: "error", title: `X does not post the direct messages of account ${userId}`, fix }];
  } catch (error) {
    return [failed(error, "bearerToken")];
  }
}

function failed(error: unknown, option: string): CheckResult {
  if (!(error instanceof DeliveryError)) throw error;
  const { kind, code, message } = error;
  if (kind === "auth") return { level: "error", title: `X refuses ${option} (${code})`, fix: `Enter a new ${option}.` };
  if (kind === "rate")
    return { level: "warning", title: "X is asked too often", fix: "Check again in a quarter of an hour." };
  return {
    level: "error",
    title: message,
    fix: "See whether the app has credits and its permissions, and whether X can be reached.",
  };
}
