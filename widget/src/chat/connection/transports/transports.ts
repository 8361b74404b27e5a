import type { TransportName } from "#chat/chat.ts";
import { ChatError } from "#chat/chat-error.ts";
import { openPollTransport } from "./poll-transport.ts";
import { openSocketTransport } from "./socket-transport.ts";
import type { OpenTransport, Transport } from "./transport.ts";
import { watchSilence } from "./watch-silence.ts";

export const transports: Record<TransportName, OpenTransport> = {
  socket: openSocketTransport,
  sse: fetched(async () => {
    const { openSseTransport } = await import("./sse-transport.ts");
    // Given to it: what two files share would be one more to fetch.
    return (target, events) => openSseTransport(target, events, watchSilence);
  }),
  poll: openPollTransport,
};

/** A transport whose code is fetched when it is first used. If the code does not come, the transport counts as blocked. */
function fetched(load: () => Promise<OpenTransport>): OpenTransport {
  return (target, events) => {
    let isOver = false;
    const transport: Transport = { close: () => (isOver = true) };
    load()
      .then((openTransport) => {
        if (!isOver) Object.assign(transport, openTransport(target, events));
      })
      .catch((cause: unknown) => {
        if (!isOver) events.closed(new ChatError("network", { cause }));
      });
    return transport;
  };
}
