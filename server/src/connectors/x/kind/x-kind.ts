import type { ChannelKind } from "#channel/channel-kind.ts";
import type { OptionSchema, OptionsSchema } from "#channel/options-schema.ts";
import { peopleInLog } from "#connectors/x/incoming/read-activity.ts";
import { optionsSchema, type XOptions } from "#connectors/x/options.ts";
import { availability, channel, x } from "#connectors/x/x.ts";

/** Accounts of X that are connected at the desk. */
export const xKind: ChannelKind = {
  channel,
  title: "X direct messages",
  description: "An account of X that people write to in direct messages. Each message costs money.",
  availability,
  options: withoutAddress(optionsSchema),
  peopleInLog,
  // The connector itself says what is wrong with them.
  create: (options) => x(options as unknown as XOptions),
};

/** Whoever may change channels must not choose where tokens are sent. */
function withoutAddress({ properties, required = [] }: OptionsSchema): OptionsSchema {
  const left: [string, OptionSchema][] = Object.entries(properties).filter(([name]) => name !== "apiUrl");
  return { type: "object", properties: Object.fromEntries(left), required };
}
