import type { ChannelKind } from "#channel/channel-kind.ts";
import type { OptionSchema, OptionsSchema } from "#channel/options-schema.ts";
import { appleMessages, availability } from "#connectors/apple-messages/apple-messages.ts";
import { peopleInLog } from "#connectors/apple-messages/incoming/where.ts";
import { type AppleMessagesOptions, optionsSchema } from "#connectors/apple-messages/options.ts";
import { channel } from "#connectors/apple-messages/render/native.ts";

/** Accounts of Apple Messages for Business that are connected at the desk. */
export const appleMessagesKind: ChannelKind = {
  channel,
  title: "Apple Messages for Business",
  description: "A business that people write to in Messages on iPhone, iPad and Mac.",
  availability,
  options: withoutAddress(optionsSchema),
  peopleInLog,
  // The connector itself says what is wrong with them.
  create: (options) => appleMessages(options as unknown as AppleMessagesOptions),
};

/** Whoever may change channels must not choose where tokens are sent. */
function withoutAddress({ properties, required = [] }: OptionsSchema): OptionsSchema {
  const left: [string, OptionSchema][] = Object.entries(properties).filter(([name]) => name !== "apiUrl");
  return { type: "object", properties: Object.fromEntries(left), required };
}
