import type { ChannelKind } from "#channel/channel-kind.ts";
import { withoutOptions } from "#channel/kit/without-options.ts";
import { peopleInLog } from "#connectors/mattermost/incoming/where.ts";
import { mattermost } from "#connectors/mattermost/mattermost.ts";
import { type MattermostOptions, optionsSchema } from "#connectors/mattermost/options.ts";
import { channel } from "#connectors/mattermost/render/native.ts";

/** What the operator decides in code, because whoever may change channels must not choose where tokens are sent. */
export type MattermostServer = Pick<MattermostOptions, "serverUrl" | "actionsUrl">;

/**
 * Bots of one Mattermost server that are connected at the desk.
 *
 * ```ts
 * channelKinds: [mattermostKind({ serverUrl: "https://chat.example.com" })];
 * ```
 */
export function mattermostKind({ serverUrl, actionsUrl }: MattermostServer): ChannelKind {
  return {
    channel,
    title: "Mattermost",
    description: "A bot account of a Mattermost server: in direct messages and in channels.",
    ...(serverUrl === undefined ? { availability: notNamed } : {}),
    options: withoutOptions(optionsSchema, ["serverUrl", "actionsUrl"]),
    peopleInLog,
    // The connector itself says what is wrong with them.
    create: (options) => {
      const { id, path, botToken, locale, maxAgeMinutes } = options as unknown as MattermostOptions;
      return mattermost({
        serverUrl,
        botToken,
        ...(id === undefined ? {} : { id }),
        ...(path === undefined ? {} : { path }),
        ...(locale === undefined ? {} : { locale }),
        ...(maxAgeMinutes === undefined ? {} : { maxAgeMinutes }),
        ...(actionsUrl === undefined ? {} : { actionsUrl }),
      });
    },
  };
}

const notNamed = {
  status: "gated",
  reason: "The configuration must name your Mattermost server: channelKinds: [mattermostKind({ serverUrl })].",
} as const;
