import type { ChannelKind } from "#channel/channel-kind.ts";
import { peopleInLog } from "#connectors/telephone/capabilities.ts";
import { channel } from "#connectors/twilio-voice/native.ts";
import { optionsSchema, type TwilioVoiceOptions } from "#connectors/twilio-voice/options.ts";
import { twilioVoice } from "#connectors/twilio-voice/twilio-voice.ts";

/** Numbers of Twilio that are connected at the desk. */
export const twilioVoiceKind: ChannelKind = {
  channel,
  title: "Telephone (Twilio)",
  description: "Calls to a number of Twilio, which hears and speaks.",
  options: optionsSchema,
  peopleInLog,
  // The connector itself says what is wrong with them.
  create: (options) => twilioVoice(options as unknown as TwilioVoiceOptions),
};
