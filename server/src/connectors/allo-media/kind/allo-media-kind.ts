import type { ChannelKind } from "#channel/channel-kind.ts";
import { alloMedia, type AlloMediaOptions } from "#connectors/allo-media/allo-media.ts";
import { channel } from "#connectors/allo-media/native.ts";
import { optionsSchema } from "#connectors/allo-media/options.ts";

/** Bots of Allo-Media's orchestrator that are connected at the desk. */
export const alloMediaKind: ChannelKind = {
  channel,
  title: "Telephone (Allo-Media)",
  description: "Calls that Allo-Media's orchestrator takes, which hears and speaks.",
  availability: { status: "gated", reason: "Allo-Media connects a bot to a telephone number by a contract with them." },
  options: optionsSchema,
  // The connector itself says what is wrong with them.
  create: (options) => alloMedia(options as unknown as AlloMediaOptions),
};
