import type { ChannelKind } from "#channel/channel-kind.ts";
import { withoutOptions } from "#channel/kit/without-options.ts";
import { peopleInLog } from "#connectors/teams/incoming/where.ts";
import { optionsSchema, type TeamsOptions } from "#connectors/teams/options.ts";
import { channel } from "#connectors/teams/render/native.ts";
import { teams } from "#connectors/teams/teams.ts";

/** Whoever may change channels must not choose where secrets are sent, or who is believed. */
const decidedInCode = ["serviceOrigins", "issuer", "keysUrl", "loginUrl", "scope"];

/** Bots of Teams that are connected at the desk. */
export const teamsKind: ChannelKind = {
  channel,
  title: "Microsoft Teams",
  description: "A bot in Microsoft Teams: with one person, in group chats and in channels.",
  options: withoutOptions(optionsSchema, decidedInCode),
  peopleInLog,
  // The connector itself says what is wrong with them.
  create: (options) => teams(options as unknown as TeamsOptions),
};
