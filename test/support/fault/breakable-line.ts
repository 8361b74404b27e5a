import { createServer, connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { listen } from "#support/listen.ts";
import { createReplyParser, type Part } from "./reply-parts.ts";

/** How slow a line is. Bytes are passed on one by one. */
export type Pace = { latencyMs: number; jitterMs: number; bytesPerSecond: number; random: () => number };

/** A TCP line between clients and a server that breaks on command. It is not told what protocol it carries. */
export type BreakableLine = AsyncDisposable & {
  url: string;
  /** Connections that are open now. */
  open(): number;
  /** Ends all connections with RST. */
  reset(): void;
  /**
   * Passes nothing on, and tells nobody. `hold`: what was sent meanwhile arrives when the line is healed. `lose`: the
   * connections of that time stay silent for ever, as behind a router that has forgotten them.
   */
  silence(how: "hold" | "lose"): void;
  heal(): void;
  pace: Pace | undefined;
  /** Passes on a part of each of the next answers, about `bytes` of it, and cuts the connection inside of it. */
  cutNext(count: number, bytes: number): void;
  /** Swallows the next pages of events, whole, while their connection lives. */
  swallowNext(count: number): void;
  /** Lets the next messages reach the server, and cuts the connection in the place of their acknowledgement. */
  dropNextAcknowledgements(count: number): void;
  /** Called when the server has acknowledged a message, before the client can know. */
  onAcknowledged: (() => void) | undefined;
  /** What was broken so far, by kind: a fault that never happened proves nothing. */
  readonly done: { reset: number; silenced: number; cut: number; swallowed: number; unacknowledged: number };
};

/** @param port of the server, asked at each connection: a restarted one may have another. */
export async function startBreakableLine(port: () => number): Promise<BreakableLine> {
  const pairs = new Set<{ down: Socket; up: Socket; lost: boolean }>();
  const done = { reset: 0, silenced: 0, cut: 0, swallowed: 0, unacknowledged: 0 };
  const left = { cut: 0, cutBytes: 0, swallow: 0, unacknowledge: 0 };
  let silent: "hold" | "lose" | undefined;
  let healed = Promise.withResolvers<void>();

  const server = createServer({ allowHalfOpen: false }, (down) => {
    const up = connect(port(), "127.0.0.1");
    const pair = { down, up, lost: silent === "lose" };
    pairs.add(pair);
    const replies = createReplyParser();
    const end = (): void => {
      if (pair.lost && silent !== undefined) return;
      pairs.delete(pair);
      down.destroy();
      up.destroy();
    };
    for (const socket of [down, up]) {
      socket.setNoDelay(true);
      socket.on("error", () => undefined);
      socket.on("close", end);
    }
    passOn(down, up, pair, (bytes) => {
      replies.sent(bytes);
      return bytes;
    });
    passOn(up, down, pair, (bytes) => {
      const through: Buffer[] = [];
      for (const part of replies.received(bytes)) {
        if (part.kind === "acknowledgement") line.onAcknowledged?.();
        const verdict = judge(part);
        if (verdict === "cut") {
          down.write(
            Buffer.concat([...through, part.bytes.subarray(0, Math.min(left.cutBytes, part.bytes.length - 1))]),
          );
          setImmediate(() => down.resetAndDestroy());
          return Buffer.alloc(0);
        }
        if (verdict === "drop") {
          setImmediate(() => down.resetAndDestroy());
          return Buffer.concat(through);
        }
        if (verdict === "pass") through.push(part.bytes);
      }
      return Buffer.concat(through);
    });
  });

  function judge({ kind }: Part): "pass" | "cut" | "swallow" | "drop" {
    if (kind === "acknowledgement" && left.unacknowledge > 0) {
      left.unacknowledge -= 1;
      done.unacknowledged += 1;
      return "drop";
    }
    if (kind === "events" && left.swallow > 0) {
      left.swallow -= 1;
      done.swallowed += 1;
      return "swallow";
    }
    if (kind !== "other" && left.cut > 0) {
      left.cut -= 1;
      done.cut += 1;
      return "cut";
    }
    return "pass";
  }

  function passOn(from: Socket, to: Socket, pair: { lost: boolean }, filter: (bytes: Buffer) => Buffer): void {
    let tail = Promise.resolve();
    from.on("data", (bytes: Buffer) => {
      const through = filter(bytes);
      tail = tail.then(() => carry(through, to, pair));
    });
    from.on("end", () => void tail.then(() => (pair.lost ? undefined : to.end())));
  }

  async function carry(bytes: Buffer, to: Socket, pair: { lost: boolean }): Promise<void> {
    while (silent !== undefined && !pair.lost) await healed.promise;
    if (pair.lost || to.destroyed) return;
    if (line.pace === undefined) return void to.write(bytes);
    const { latencyMs, jitterMs, bytesPerSecond, random } = line.pace;
    await delay(latencyMs + (random() * 2 - 1) * jitterMs);
    const perTick = Math.max(1, Math.round(bytesPerSecond / 50));
    for (let at = 0; at < bytes.length && !to.destroyed; at += perTick) {
      for (const byte of bytes.subarray(at, at + perTick)) to.write(Buffer.of(byte));
      await delay(20);
    }
  }

  const line: BreakableLine = {
    url: await listen(server),
    open: () => pairs.size,
    reset() {
      for (const { down, up } of pairs) {
        done.reset += 1;
        down.resetAndDestroy();
        up.resetAndDestroy();
      }
    },
    silence(how) {
      silent = how;
      healed = Promise.withResolvers();
      for (const pair of pairs) {
        done.silenced += 1;
        pair.lost ||= how === "lose";
      }
    },
    heal() {
      silent = undefined;
      healed.resolve();
    },
    pace: undefined,
    cutNext(count, bytes) {
      left.cut = count;
      left.cutBytes = bytes;
    },
    swallowNext: (count) => void (left.swallow = count),
    dropNextAcknowledgements: (count) => void (left.unacknowledge = count),
    onAcknowledged: undefined,
    done,
    async [Symbol.asyncDispose]() {
      line.heal();
      const closed = new Promise((resolve) => server.close(resolve));
      for (const { down, up } of pairs) {
        down.destroy();
        up.destroy();
      }
      await closed;
    },
  };
  return line;
}
