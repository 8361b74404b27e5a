import type { ChannelKind } from "#channel/channel-kind.ts";
import { optionsSchema, type WebOptions } from "./options.ts";
import { channel } from "./render/native.ts";
import { web } from "./web.ts";

/** Chats on web pages that are set up at the desk. */
export const webKind: ChannelKind = {
  channel,
  title: "Web",
  description: "A chat on the pages of a site.",
  options: optionsSchema,
  // The connector itself says what is wrong with them.
  create: (options) => web(options as unknown as WebOptions),
};
