import type { ChannelKind } from "#channel/channel-kind.ts";
import { withoutOptions } from "#channel/kit/without-options.ts";
import { peopleInLog } from "#connectors/slack/incoming/where.ts";
import { optionsSchema, type SlackOptions } from "#connectors/slack/options.ts";
import { channel } from "#connectors/slack/render/native.ts";
import { slack } from "#connectors/slack/slack.ts";

/** Whoever may change channels must not choose where the token is sent. */
const decidedInCode = ["apiUrl"];

/** Slack apps that are connected at the desk. */
export const slackKind: ChannelKind = {
  channel,
  title: "Slack",
  description: "A bot in a Slack workspace: in direct messages, in channels, and by slash commands.",
  options: withoutOptions(optionsSchema, decidedInCode),
  peopleInLog,
  // The connector itself says what is wrong with them.
  create: (options) => slack(options as unknown as SlackOptions),
};
