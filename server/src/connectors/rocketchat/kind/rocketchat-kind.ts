import type { ChannelKind } from "#channel/channel-kind.ts";
import { withoutOptions } from "#channel/kit/without-options.ts";
import { peopleInLog } from "#connectors/rocketchat/incoming/where.ts";
import { optionsSchema, type RocketChatOptions } from "#connectors/rocketchat/options.ts";
import { channel } from "#connectors/rocketchat/render/native.ts";
import { rocketChat } from "#connectors/rocketchat/rocketchat.ts";

/** What the operator decides in code, because whoever may change channels must not choose where tokens are sent. */
export type RocketChatServer = Pick<RocketChatOptions, "serverUrl">;

/**
 * Accounts of one Rocket.Chat server that are connected at the desk.
 *
 * ```ts
 * channelKinds: [rocketChatKind({ serverUrl: "https://chat.example.com" })];
 * ```
 */
export function rocketChatKind({ serverUrl }: RocketChatServer): ChannelKind {
  return {
    channel,
    title: "Rocket.Chat",
    description: "An account of a Rocket.Chat server: in direct messages, in rooms, and for visitors of its live chat.",
    ...(serverUrl === undefined ? { availability: notNamed } : {}),
    options: withoutOptions(optionsSchema, ["serverUrl"]),
    peopleInLog,
    // The connector itself says what is wrong with them.
    create: (options) => rocketChat({ ...(options as unknown as RocketChatOptions), serverUrl }),
  };
}

const notNamed = {
  status: "gated",
  reason: "The configuration must name your Rocket.Chat server: channelKinds: [rocketChatKind({ serverUrl })].",
} as const;
