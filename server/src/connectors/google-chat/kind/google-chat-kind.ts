import type { ChannelKind } from "#channel/channel-kind.ts";
import type { OptionSchema, OptionsSchema } from "#channel/options-schema.ts";
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
  options: without(optionsSchema, decidedInCode),
  peopleInLog,
  // The connector itself says what is wrong with them.
  create: (options) => googleChat(options as unknown as GoogleChatOptions),
};

function without({ properties, required = [] }: OptionsSchema, names: readonly string[]): OptionsSchema {
  const left: [string, OptionSchema][] = Object.entries(properties).filter(([name]) => !names.includes(name));
  return { type: "object", properties: Object.fromEntries(left), required };
}
