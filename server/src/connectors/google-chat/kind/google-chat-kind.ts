import type { ChannelKind } from "#channel/channel-kind.ts";
import { withoutOptions } from "#channel/kit/without-options.ts";
import { googleChat, type GoogleChatOptions } from "#connectors/google-chat/google-chat.ts";
import { peopleInLog } from "#connectors/google-chat/incoming/where.ts";
import { optionsSchema } from "#connectors/google-chat/options.ts";
import { channel } from "#connectors/google-chat/render/native.ts";

/** Whoever may change channels must not choose where secrets are sent, or who is believed. */
const decidedInCode = ["apiUrl", "tokenUrl", "keysUrl"];

/** Apps of Google Chat that are connected at the desk. */
export const googleChatKind: ChannelKind = {
  channel,
  title: "Google Chat",
  description: "An app in Google Chat: with one person, and in spaces.",
  options: withoutOptions(optionsSchema, decidedInCode),
  peopleInLog,
  // The connector itself says what is wrong with them.
  create: (options) => googleChat(options as unknown as GoogleChatOptions),
};
