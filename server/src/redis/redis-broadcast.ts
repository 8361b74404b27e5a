import type { Broadcast } from "#pipeline/signals/broadcast.ts";
import { type RedisConnection, within } from "./connection.ts";

const channel = "causerie:signals";

/** {@link Broadcast} by pub/sub of Redis. Nothing is kept there: what is sent while nobody hears it is lost. */
export function createRedisBroadcast({ commands, subscriber, failed }: RedisConnection): Broadcast {
  let isSubscribed = false;
  return {
    // Small enough for a line that others share.
    maxBytes: 64 * 1024,
    async send(messages) {
      try {
        // All at once: the client keeps their order.
        await within(Promise.all(messages.map((message) => commands.publish(channel, message))));
      } catch (error) {
        failed(error);
        throw error;
      }
    },
    async listen({ received, restored }) {
      // Each time the line is there, the first time as well: it may come long after the start.
      subscriber.on("ready", () => {
        if (!isSubscribed) {
          isSubscribed = true;
          subscriber.subscribe(channel, received).then(restored, (error: unknown) => {
            isSubscribed = false;
            failed(error);
          });
        } else restored();
      });
      if (subscriber.isReady && !isSubscribed) {
        isSubscribed = true;
        await within(subscriber.subscribe(channel, received)).catch((error: unknown) => {
          isSubscribed = false;
          failed(error);
        });
      }
    },
    [Symbol.asyncDispose]: async () => {},
  };
}
