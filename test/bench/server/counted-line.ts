import { connect, createServer, type Socket } from "node:net";
import { listen } from "#support/listen.ts";

/** A TCP line of one chat. It counts what passes, and can forget its connections as a router does. */
export type CountedLine = AsyncDisposable & {
  url: string;
  /** Bytes and pieces of both directions, and the requests, since the last call. */
  take(): Counted;
  /** The present connections pass nothing on from now on, and tell nobody. New ones work. */
  forget(): void;
};

/** A request, and when it was made by `performance.now()`. */
export type Asked = { path: string; at: number };
export const askedNow = (path: string): Asked => ({ path, at: performance.now() });

export type Counted = { bytes: number; pieces: number; requests: number };

/**
 * @param holdsBack passes an answer on when it is whole, as a program does that looks into it first.
 * @param asked is called with the path of each request that comes through.
 */
export async function startCountedLine(
  port: number,
  holdsBack: boolean,
  asked: (path: string) => void,
): Promise<CountedLine> {
  const open = new Set<Socket>();
  const forgotten = new Set<Socket>();
  let counted: Counted = { bytes: 0, pieces: 0, requests: 0 };

  function count(bytes: Buffer): void {
    counted.bytes += bytes.length;
    counted.pieces += 1;
  }

  const server = createServer((down) => {
    const up = connect(port, "127.0.0.1");
    let held = Buffer.alloc(0);
    for (const socket of [down, up]) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => {
        open.delete(socket);
        if (!forgotten.has(socket)) (socket === down ? up : down).destroy();
      });
    }
    down.on("data", (bytes) => {
      if (forgotten.has(down)) return;
      count(bytes);
      const path = /^(?:GET|POST) (\S+) HTTP/.exec(bytes.toString("latin1"))?.[1];
      if (path !== undefined) {
        counted.requests += 1;
        asked(path);
      }
      up.write(bytes);
    });
    up.on("data", (bytes) => {
      if (forgotten.has(up)) return;
      held = Buffer.concat([held, bytes]);
      if (holdsBack && !isWhole(held)) return;
      count(held);
      down.write(held);
      held = Buffer.alloc(0);
    });
  });
  const url = await listen(server);
  return {
    url,
    take() {
      const taken = counted;
      counted = { bytes: 0, pieces: 0, requests: 0 };
      return taken;
    },
    forget() {
      for (const socket of open) forgotten.add(socket);
    },
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

function isWhole(answer: Buffer): boolean {
  const text = answer.toString("latin1");
  return !/^HTTP\/1\.1 200[^]*transfer-encoding: chunked/i.test(text) || text.endsWith("\r\n0\r\n\r\n");
}
