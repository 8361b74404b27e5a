import { RequestError } from "#app/errors.ts";

/** `gone`: the peer left. `expired`: its token did. `closing`: the server goes down. `stalled`: it does not read. */
export type LineEnd = "gone" | "expired" | "closing" | "stalled";

/** One open way to a visitor: a socket, a stream, or a poll that waits. Ends once, for one reason. */
export type Line = Disposable & {
  /** Aborted when the line ends. */
  readonly signal: AbortSignal;
  readonly ended: LineEnd | undefined;
  end(reason: LineEnd): void;
  /** The line ends when its token does, unless that is renewed before. */
  expireAt(time: number): void;
};

export type Lines = {
  /** @throws RequestError `too_many_connections` or `unavailable` */
  open(visitorId: string, expiresAt: number): Line;
  readonly closing: boolean;
  /** Ends all lines and opens none any more. */
  close(): void;
};

export function createLines({ perVisitor, now }: { perVisitor: number; now: () => number }): Lines {
  const linesOf = new Map<string, Set<Line>>();
  let closing = false;

  function forget(visitorId: string, line: Line): void {
    const lines = linesOf.get(visitorId);
    lines?.delete(line);
    if (lines?.size === 0) linesOf.delete(visitorId);
  }

  return {
    open(visitorId, expiresAt) {
      if (closing) throw goingDown();
      const lines = linesOf.get(visitorId) ?? new Set();
      if (lines.size >= perVisitor) {
        throw new RequestError("too_many_connections", `at most ${perVisitor} at a time; close another tab`, {
          retryAfterMs: 5000,
        });
      }
      const line = createLine(now, () => forget(visitorId, line));
      linesOf.set(visitorId, lines.add(line));
      line.expireAt(expiresAt);
      return line;
    },
    get closing() {
      return closing;
    },
    close() {
      closing = true;
      for (const line of [...linesOf.values()].flatMap((lines) => [...lines])) line.end("closing");
    },
  };
}

/** All clients are sent away at one moment; they must not come back at one moment. */
export function comeBackInMs(): number {
  return 1000 + Math.floor(Math.random() * 4000);
}

export function goingDown(): RequestError {
  return new RequestError("unavailable", "the server restarts; connect again", { retryAfterMs: comeBackInMs() });
}

function createLine(now: () => number, forget: () => void): Line {
  const controller = new AbortController();
  let ended: LineEnd | undefined;
  let expiry: NodeJS.Timeout | undefined;
  const line: Line = {
    signal: controller.signal,
    get ended() {
      return ended;
    },
    end(reason) {
      if (ended !== undefined) return;
      ended = reason;
      clearTimeout(expiry);
      forget();
      controller.abort();
    },
    expireAt(time) {
      clearTimeout(expiry);
      if (ended === undefined) expiry = setTimeout(() => line.end("expired"), Math.max(0, time - now()));
    },
    [Symbol.dispose]() {
      line.end("gone");
    },
  };
  return line;
}
