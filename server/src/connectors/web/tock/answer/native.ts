import * as v from "valibot";
import type { BotMessage, NativeMessage } from "#channel/message/message.ts";
import { type TockContent, tockContentSchema } from "#connectors/web/tock/wire.ts";

/** Under which native payloads for these clients stand. Other readers of the conversation are given the neutral message. */
const dialect = "tock";

declare module "#channel/message/message.ts" {
  interface NativeOverrides {
    readonly tock?: readonly NativeMessage<typeof dialect>[];
  }
}

/**
 * A message in the words of Tock's web connector, for clients made for it; the widget is given the neutral message. For what only
 * they know: pop-up windows, deep links, metadata, HTML. Its texts are sent as they are: escape in them what people wrote.
 *
 * ```ts
 * yield text("The map: https://www.example.com/map", {
 *   on: { tock: [tockMessage({ text: "The map", buttons: [
 *     { type: "web_url", title: "Open", url: "https://www.example.com/map", windowFeatures: "width=400,height=500" },
 *   ] })] },
 * });
 * ```
 */
export function tockMessage(message: TockContent): NativeMessage<typeof dialect> {
  return { channel: dialect, payload: message };
}

/** Undefined: there are none, or one of them is no such message. */
export function readTockPayloads(message: BotMessage): TockContent[] | "invalid" | undefined {
  const given = message.on?.[dialect];
  if (given === undefined || given.length === 0) return undefined;
  const read = v.safeParse(
    v.array(tockContentSchema),
    given.map(({ payload }) => payload),
  );
  return read.success && given.every(({ channel }) => channel === dialect) ? read.output : "invalid";
}
