import type { ChannelKind } from "#channel/channel-kind.ts";
import { jambonz } from "#connectors/jambonz/jambonz.ts";
import { channel } from "#connectors/jambonz/native.ts";
import { type JambonzOptions, optionsSchema } from "#connectors/jambonz/options.ts";
import { peopleInLog } from "#connectors/telephone/capabilities.ts";

/** Applications of jambonz that are connected at the desk. */
export const jambonzKind: ChannelKind = {
  channel,
  title: "Telephone (jambonz)",
  description: "Calls that jambonz takes, a telephone platform that one can run oneself.",
  options: optionsSchema,
  peopleInLog,
  // The connector itself says what is wrong with them.
  create: (options) => jambonz(options as unknown as JambonzOptions),
};
