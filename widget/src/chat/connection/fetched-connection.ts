import { backoff } from "./backoff.ts";
import type { ConnectionParts, LiveConnection } from "./connection.ts";

/**
 * The connection, whose code comes together with that of the best transport while the session is on its way: nobody connects before
 * that. Where it does not come it is asked for again, as a server is that does not answer.
 */
export function createFetchedConnection(parts: ConnectionParts): LiveConnection {
  const { clock, report, browserPage } = parts;
  let inner: LiveConnection | undefined;
  let isOver = false;
  let isStarted = false;
  let isFetching = false;
  let attempt = 0;
  let cancel = (): void => {};
  let stopListening = (): void => {};

  function fetch(): void {
    if (isFetching || isOver || inner !== undefined) return;
    isFetching = true;
    cancel();
    report({ type: "connecting" });
    import("./connection.ts").then(
      ({ createConnection }) => {
        stopListening();
        if (isOver) return;
        inner = createConnection(parts);
        inner.start();
      },
      () => {
        isFetching = false;
        if (isOver) return;
        attempt += 1;
        const ms = backoff(attempt, clock.random());
        report(
          browserPage.isOnline()
            ? { type: "waiting", attempt, retryAt: clock.now() + ms, code: "network" }
            : { type: "offline" },
        );
        cancel = clock.after(ms, fetch);
      },
    );
  }

  return {
    start() {
      if (isStarted) return;
      isStarted = true;
      if (browserPage.isOnline()) parts.sessions.current().catch(() => {}); // The connection reports why not.
      stopListening = browserPage.listen((signal) => {
        if (signal === "online") fetch();
      });
      fetch();
    },
    transport: () => inner?.transport(),
    lose: (error) => inner?.lose(error),
    doubt: (isToBlame) => inner?.doubt(isToBlame),
    hurry() {
      // What the visitor does ends the wait for the code, too.
      if (inner === undefined && isStarted) fetch();
      else inner?.hurry();
    },
    expect: (seq, tookMs) => inner?.expect(seq, tookMs),
    renewed: (session) => inner?.renewed(session),
    reconnect: () => inner?.reconnect(),
    stop() {
      isOver = true;
      cancel();
      stopListening();
      inner?.stop();
    },
  };
}
