import type { AccountSource, ChannelOptions, FoundAccount, FoundAccounts } from "#channel/channel-kind.ts";
import type { CheckResult } from "#channel/connector-definition.ts";
import type { OptionSchema } from "#channel/options-schema.ts";
import { webhookUrl } from "#connectors/meta/webhook/webhook-url.ts";
import { accessOf } from "#connectors/messenger/admin/check-live.ts";
import { checkRouting } from "#connectors/messenger/admin/check-routing.ts";
import { checkApp, checkPage } from "#connectors/messenger/admin/check-subscriptions.ts";
import type { Finding } from "#connectors/meta/graph/finding.ts";
import { exchangeCode, exchangeToken, type PageToken } from "#connectors/messenger/admin/page-tokens.ts";
import { fields } from "#connectors/messenger/option-fields.ts";
import { type MessengerOptions, type MessengerSettings, toSettings } from "#connectors/messenger/options.ts";

/** The Meta app, as far as the configuration names it. */
export type App = { appId: string | undefined; appSecret: string | undefined; verifyToken: string | undefined };

type ToOptions = (options: ChannelOptions) => MessengerOptions;

/** Each of them costs two calls; whoever has more looks at the rest after they are connected. */
const mostLookedAt = 50;
const atOnce = 5;

const userToken: OptionSchema = {
  title: "User token",
  description:
    "from Meta's Graph API Explorer, for this app, with pages_show_list, pages_messaging and pages_manage_metadata; it is good for an hour",
  type: "string",
  pattern: "\\S+",
  writeOnly: true,
  mustBe: "a user token from Meta's Graph API Explorer",
};

/** What Facebook says the person may let the app do. */
const permissions = ["pages_show_list", "pages_messaging", "pages_manage_metadata"];

/** The pages that somebody administers. */
export function pageAccounts(app: App, toOptions: ToOptions): AccountSource {
  const { appId, appSecret, verifyToken } = fields;
  const asked = {
    ...(app.appId === undefined ? { appId } : {}),
    // A new page begins with one secret.
    ...(app.appSecret === undefined ? { appSecret: { ...appSecret, type: "string" as const } } : {}),
    ...(app.verifyToken === undefined ? { verifyToken } : {}),
  };
  // Nothing of what somebody has filled in outlives the trip to Facebook and back.
  const canSignIn = Object.keys(asked).length === 0;
  const signIn = canSignIn
    ? {
        signInUrl: ({ redirectUrl, state }: { redirectUrl: string; state: string }) => {
          const url = new URL(`https://www.facebook.com/${toSettings(toOptions({})).graphVersion}/dialog/oauth`);
          url.searchParams.set("client_id", app.appId ?? "");
          url.searchParams.set("redirect_uri", redirectUrl);
          url.searchParams.set("state", state);
          url.searchParams.set("scope", permissions.join(","));
          return url.href;
        },
      }
    : {};
  return {
    options: { type: "object", properties: { ...asked, userToken }, required: [...Object.keys(asked), "userToken"] },
    ...signIn,
    find: (given, context) => findPages(given, context, toOptions),
    async subscribe(options, { fetch, publicUrl }) {
      const settings = toSettings(toOptions(options));
      const access = accessOf(settings, fetch);
      const page = await repaired(await checkPage(settings, access));
      const webhook = await checkApp(settings, access, webhookUrl(settings, publicUrl));
      // Another system would get nothing any more: that is for people to decide.
      return [page, webhook.isForeign === true ? webhook : await repaired(webhook)];
    },
  };
}

async function findPages(
  { userToken: token, code, redirectUrl, ...shared }: ChannelOptions,
  { fetch, publicUrl }: { fetch: typeof globalThis.fetch; publicUrl: string },
  toOptions: ToOptions,
): Promise<FoundAccounts> {
  const access = accessOf(toSettings(toOptions(shared)), fetch);
  const signedIn =
    typeof code === "string" && typeof redirectUrl === "string"
      ? await exchangeCode(access, code, redirectUrl)
      : { type: "token" as const, token: typeof token === "string" ? token : "" };
  if (signedIn.type === "failed") return { type: "refused", result: signedIn.result };
  const exchanged = await exchangeToken(access, signedIn.token);
  if (exchanged.type === "failed") return { type: "refused", result: exchanged.result };
  const accounts = exchanged.pages.map((page) => toAccount(page, shared));
  const concerns = await concernsOf(accounts.slice(0, mostLookedAt), (options) => ({
    settings: toSettings(toOptions(options)),
    fetch,
  }));
  const [first] = accounts;
  return {
    type: "found",
    accounts: accounts.map((account) => ({ ...account, concerns: concerns.get(account.id) ?? [] })),
    findings: first === undefined ? [noPages] : await foreignWebhook(toSettings(toOptions(first.options))),
    again: { ...shared, userToken: signedIn.token },
  };

  async function foreignWebhook(settings: MessengerSettings): Promise<CheckResult[]> {
    const found = await checkApp(settings, access, webhookUrl(settings, publicUrl));
    return found.isForeign === true ? [found] : [];
  }
}

const noPages: CheckResult = {
  level: "warning",
  title: "This person administers no page that the app may see",
  fix: "Choose the pages at Facebook when it asks, or take the token of somebody who administers them.",
};

function toAccount({ id, name, token }: PageToken, shared: ChannelOptions): FoundAccount {
  const options = { ...shared, pageId: id, accessToken: token, path: `/messenger/${id}` };
  return { id, name, channelId: `messenger-${id}`, options, concerns: [] };
}

/** Other systems that answer on the page. What Meta does not say is no concern. */
async function concernsOf(
  accounts: readonly FoundAccount[],
  openPage: (options: ChannelOptions) => { settings: MessengerSettings; fetch: typeof globalThis.fetch },
): Promise<Map<string, string[]>> {
  const concerns = new Map<string, string[]>();
  for (let start = 0; start < accounts.length; start += atOnce) {
    const some = accounts.slice(start, start + atOnce).map(async ({ id, options }) => {
      const { settings, fetch } = openPage(options);
      const found = await checkRouting(settings, accessOf(settings, fetch));
      const titles = found.filter(({ level, isNoAnswer }) => level !== "ok" && isNoAnswer !== true);
      concerns.set(
        id,
        titles.map(({ title }) => title),
      );
    });
    await Promise.all(some);
  }
  return concerns;
}

async function repaired(finding: Finding): Promise<CheckResult> {
  return (await finding.repair?.()) ?? finding;
}
