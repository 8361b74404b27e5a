import type { Broadcast } from "#pipeline/signals/broadcast.ts";
import type { Notifications } from "./notifications.ts";

const channel = "signals";

/** {@link Broadcast} by NOTIFY: nothing to run beside the database. */
export function createPostgresBroadcast(notifications: Notifications): Broadcast {
  let listening: AsyncDisposable | undefined;
  return {
    // A payload of NOTIFY must be shorter than 8,000 bytes.
    maxBytes: 7_900,
    send: (messages) => notifications.notify(channel, messages),
    async listen(listener) {
      listening = await notifications.listen(channel, listener);
    },
    async [Symbol.asyncDispose]() {
      await listening?.[Symbol.asyncDispose]();
    },
  };
}
