import type { Connector, PushConnector } from "#channel/connector.ts";
import { choicesOf } from "#channel/plain-text.ts";
import { createPayloads } from "#connectors/messenger/payload.ts";
import { render as renderForMessenger } from "#connectors/messenger/render/render.ts";
import { isWindowOpen } from "#connectors/messenger/limits.ts";
import { render as renderForWeb } from "#connectors/web/render/render.ts";
import { describeForReading, plainBody } from "./plain-words.ts";

/** The channel of a simulated person: `text` is a terminal, or any channel that shows words only. */
export type SimulatedChannel = "web" | "messenger" | "text";

/** Signed with a fixed key, so that every run of a test makes the same payloads. */
export const messengerPayloads = createPayloads(new Uint8Array(32));

const push: Pick<PushConnector, "deliver" | "typing" | "delivery"> = {
  delivery: "push",
  deliver: () => Promise.resolve({}),
  typing: () => Promise.resolve(),
};

/** The channel's own rendering and rules, without its network. */
export function simulatedConnector(channel: SimulatedChannel): Connector {
  switch (channel) {
    case "web":
      return { id: "web", channel, delivery: "log", render: renderForWeb };
    case "messenger":
      return {
        ...push,
        id: "messenger",
        channel,
        render: (message) => renderForMessenger(message, messengerPayloads),
        blocksNotification: (actedAt, now) => (isWindowOpen(actedAt, now) ? undefined : "window_closed"),
      };
    case "text":
      return {
        id: "text",
        channel,
        delivery: "log",
        render: (message) => ({
          payloads: [
            [plainBody(message), ...choicesOf(message).map((choice) => `- ${describeForReading(choice)}`)].join("\n"),
          ],
          losses: [],
        }),
      };
  }
}
