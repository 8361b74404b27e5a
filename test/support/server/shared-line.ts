import type { Broadcast, BroadcastListener } from "@causerie/server/pipeline/signals/broadcast.ts";

/** One line that several servers of a test share in memory: each call opens an end of it, and each end hears what any of them sends. */
export function createSharedLine(): () => Broadcast {
  const listeners = new Set<BroadcastListener>();
  return () => {
    let own: BroadcastListener | undefined;
    return {
      maxBytes: 8_000,
      async send(messages) {
        await Promise.resolve();
        for (const message of messages) for (const { received } of listeners) received(message);
      },
      async listen(listener) {
        own = listener;
        listeners.add(listener);
      },
      async [Symbol.asyncDispose]() {
        if (own !== undefined) listeners.delete(own);
      },
    };
  };
}
