import type { ChannelKind } from "#channel/channel-kind.ts";
import { openai } from "#connectors/openai/openai.ts";
import { channel } from "#connectors/openai/channel.ts";
import { type OpenAiOptions, optionsSchema } from "#connectors/openai/options.ts";

/** Endpoints for clients of OpenAI's interface that are made at the desk. */
export const openaiKind: ChannelKind = {
  channel,
  title: "OpenAI-compatible endpoint",
  description: "For chat programs that talk to a model by OpenAI's interface, such as Open WebUI and LibreChat.",
  options: optionsSchema,
  // The connector itself says what is wrong with them.
  create: (options) => openai(options as unknown as OpenAiOptions),
};
