import type { ConnectorHost } from "#channel/host/connector-host.ts";
import type { LogEvent } from "#channel/log.ts";

const pageSize = 200;

/**
 * The events of a conversation after `after`, in order and without a gap, and then each new one as it comes, until `signal`
 * aborts, also while the store does not answer. For connectors whose readers read the log (`delivery: "log"`).
 */
export async function* readLog(
  { log, watch }: Pick<ConnectorHost, "log" | "watch">,
  conversationId: string,
  { after = 0, signal }: { after?: number; signal: AbortSignal },
): AsyncGenerator<LogEvent, void> {
  let grown = Promise.withResolvers<void>();
  // A new one for each look: a promise that lives as long as the reader would keep something of every look.
  let stopped = Promise.withResolvers<undefined>();
  const stop = (): void => {
    grown.resolve();
    stopped.resolve(undefined);
  };
  // Before the first look at the log: what is added after that look wakes us.
  let last = after;
  using _watch = watch(conversationId, { wake: () => grown.resolve(), frame: () => undefined, seen: () => last });
  signal.addEventListener("abort", stop, { once: true });
  try {
    while (!signal.aborted) {
      grown = Promise.withResolvers<void>();
      stopped = Promise.withResolvers<undefined>();
      const page = await Promise.race([log.read(conversationId, last, pageSize), stopped.promise]);
      if (page === undefined) return;
      for (const event of page) {
        if (signal.aborted) return;
        last = event.seq;
        yield event;
      }
      if (page.length < pageSize && !signal.aborted) await grown.promise;
    }
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
