import type { ChannelKind, ChannelOptions } from "#channel/channel-kind.ts";
import { withoutOptions } from "#channel/kit/without-options.ts";
import { messenger } from "#connectors/messenger/messenger.ts";
import { type MessengerOptions, optionsSchema } from "#connectors/messenger/options.ts";
import { channel } from "#connectors/messenger/render/native.ts";
import { peopleInLog } from "#connectors/messenger/webhook/to-inbound.ts";
import { type App, pageAccounts } from "./page-accounts.ts";

/**
 * What is the same for all pages that are connected at the desk. With `appId` and `appSecret` nobody has to enter them there, and people may sign in at
 * Facebook in place of pasting a token.
 */
export type MessengerKindOptions = Partial<
  Pick<MessengerOptions, "appId" | "appSecret" | "verifyToken" | "graphVersion" | "graphBaseUrl">
>;

/** Whoever may change channels must not choose where the page's secrets are sent. */
const decidedInCode = ["graphBaseUrl", "graphVersion", "allowSha1"];

/**
 * Facebook pages that are connected at the desk. It is there by itself; in `channelKinds` of the configuration it says what all of them share.
 *
 * ```ts
 * channelKinds: [messengerKind({ appId: "1517776481860111", appSecret: process.env.MESSENGER_APP_SECRET })],
 * ```
 */
export function messengerKind(given: MessengerKindOptions = {}): ChannelKind {
  const shared = definedOf(given);
  const toOptions = (options: ChannelOptions): MessengerOptions =>
    // The connector itself says what is wrong with them.
    ({ ...shared, ...options }) as unknown as MessengerOptions;
  return {
    channel,
    title: "Messenger",
    description: "A Facebook page: people write to it in Messenger.",
    options: withoutOptions(optionsSchema, [...decidedInCode, ...Object.keys(shared)]),
    peopleInLog,
    accounts: pageAccounts(appOf(shared), toOptions),
    create: (options) => messenger(toOptions(options)),
  };
}

function appOf({ appId, appSecret, verifyToken }: MessengerKindOptions): App {
  const secret = typeof appSecret === "string" ? appSecret : appSecret?.[0];
  return { appId, appSecret: secret, verifyToken };
}

function definedOf(given: MessengerKindOptions): MessengerKindOptions {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
