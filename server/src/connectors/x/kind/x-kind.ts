import type { ChannelKind } from "#channel/channel-kind.ts";
import { withoutOptions } from "#channel/kit/without-options.ts";
import { peopleInLog } from "#connectors/x/incoming/read-activity.ts";
import { optionsSchema, type XOptions } from "#connectors/x/options.ts";
import { availability, channel, x } from "#connectors/x/x.ts";

/** Accounts of X that are connected at the desk. */
export const xKind: ChannelKind = {
  channel,
  title: "X direct messages",
  description: "An account of X that people write to in direct messages. Each message costs money.",
  availability,
  options: withoutOptions(optionsSchema, ["apiUrl"]),
  peopleInLog,
  // The connector itself says what is wrong with them.
  create: (options) => x(options as unknown as XOptions),
};
