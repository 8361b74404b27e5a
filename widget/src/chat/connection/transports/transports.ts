import type { TransportName } from "#chat/chat.ts";
import { ChatError } from "#chat/chat-error.ts";
import { openPollTransport } from "./poll-transport.ts";
import { openSocketTransport } from "./socket-transport.ts";
import type { OpenTransport, Transport } from "./transport.ts";

export const transports: Record<TransportName, OpenTransport> = {
  socket: openSocketTransport,
  sse: fetched(async () => (await import("./sse-transport.ts")).openSseTransport),
  poll: openPollTransport,
};

/** A transport whose code is fetched when it is first used. If the code does not come, the transport counts as blocked. */
function fetched(load: () => Promise<OpenTransport>): OpenTransport {
  return (target, events) => {
    let isOver = false;
    let opened: Transport | undefined;
    const transport: Transport = { close };

    function close(): void {
      isOver = true;
      opened?.close();
    }

    async function open(): Promise<void> {
      const openTransport = await load();
      if (isOver) return;
      opened = openTransport(target, events);
      Object.assign(transport, opened, { close });
    }

    open().catch((cause: unknown) => {
      if (!isOver) events.closed(new ChatError("network", { cause }));
    });
    return transport;
  };
}
