import type { ChannelKind } from "#channel/channel-kind.ts";
import { withoutOptions } from "#channel/kit/without-options.ts";
import { alexa, type AlexaOptions, peopleInLog } from "#connectors/alexa/alexa.ts";
import { channel } from "#connectors/alexa/answer/native.ts";
import { optionsSchema } from "#connectors/alexa/options.ts";

/** Whoever may change channels must not choose whose signature counts as Amazon's. */
const decidedInCode = ["rootCertificates"];

/** Alexa skills that are connected at the desk. */
export const alexaKind: ChannelKind = {
  channel,
  title: "Alexa",
  description:
    "A skill for Amazon's voice assistant. Amazon understands what people say, by a model that is made of the stories.",
  options: withoutOptions(optionsSchema, decidedInCode),
  peopleInLog,
  // The connector itself says what is wrong with them.
  create: (options) => alexa(options as unknown as AlexaOptions),
};
