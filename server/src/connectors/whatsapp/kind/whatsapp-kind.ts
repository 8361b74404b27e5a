import type { ChannelKind, ChannelOptions } from "#channel/channel-kind.ts";
import { withoutOptions } from "#channel/kit/without-options.ts";
import { optionsSchema, type WhatsAppOptions } from "#connectors/whatsapp/options.ts";
import { channel } from "#connectors/whatsapp/render/native.ts";
import { peopleInLog } from "#connectors/whatsapp/user-id.ts";
import { whatsapp } from "#connectors/whatsapp/whatsapp.ts";

/** What is the same for all numbers that are connected at the desk. With `appId` and `appSecret` nobody has to enter them there. */
export type WhatsAppKindOptions = Partial<
  Pick<WhatsAppOptions, "appId" | "appSecret" | "verifyToken" | "graphVersion" | "graphBaseUrl">
>;

/** Whoever may change channels must not choose where the number's secrets are sent. */
const decidedInCode = ["graphBaseUrl", "graphVersion"];

/**
 * Numbers of WhatsApp that are connected at the desk. It is there by itself; in `channelKinds` of the configuration it says what all of them
 * share.
 *
 * ```ts
 * channelKinds: [whatsappKind({ appId: "1517776481860111", appSecret: process.env.META_APP_SECRET })],
 * ```
 */
export function whatsappKind(given: WhatsAppKindOptions = {}): ChannelKind {
  const shared = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return {
    channel,
    title: "WhatsApp",
    description:
      "A business number of the WhatsApp Cloud API, for tasks of the business itself: Meta's terms forbid general assistants.",
    options: withoutOptions(optionsSchema, [...decidedInCode, ...Object.keys(shared)]),
    peopleInLog,
    // The connector itself says what is wrong with them.
    create: (options: ChannelOptions) => whatsapp({ ...shared, ...options } as unknown as WhatsAppOptions),
  };
}
