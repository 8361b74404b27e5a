import { connect, createServer, type Socket } from "node:net";
import { listen } from "#support/listen.ts";

/** A line that can be broken, in front of a server that speaks any protocol. */
export type TcpProxy = AsyncDisposable & {
  readonly port: number;
  /** Port of the server on the loopback; may change, as after a failover. */
  target: number;
  /** From now on connections stand, and nothing gets through in either direction, or no answers. */
  swallow(what?: "everything" | "answers"): void;
  /** What was swallowed is lost with its connections; new ones work. */
  heal(): void;
  /** Cuts all connections; `reset`: as a machine does that has forgotten them. */
  cut(how?: "end" | "reset"): void;
};

export async function startTcpProxy(target: number, ownPort = 0): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  const swallowed = new Set<Socket>();
  const upstream = new Set<Socket>();
  let swallows = false;

  function keep(socket: Socket, other: () => Socket | undefined): void {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("data", (bytes) => {
      if (!swallowed.has(socket)) other()?.write(bytes);
    });
    socket.on("close", () => {
      sockets.delete(socket);
      // During a partition nobody learns that the other side has gone.
      if (!swallows) other()?.destroy();
    });
  }

  const server = createServer((down) => {
    const up = connect(proxy.target, "127.0.0.1");
    upstream.add(up);
    up.on("close", () => upstream.delete(up));
    if (swallows) for (const socket of [down, up]) swallowed.add(socket);
    keep(down, () => up);
    keep(up, () => down);
  });
  const { port } = new URL(await listen(server, ownPort));

  const cut = (how: "end" | "reset" = "end"): void => {
    for (const socket of sockets) {
      if (how === "reset") socket.resetAndDestroy();
      else socket.destroy();
    }
  };
  const proxy: TcpProxy = {
    port: Number(port),
    target,
    swallow: (what = "everything") => {
      swallows = true;
      for (const socket of what === "answers" ? upstream : sockets) swallowed.add(socket);
    },
    heal: () => {
      swallows = false;
      for (const socket of swallowed) socket.destroy();
      swallowed.clear();
    },
    cut,
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      cut();
      await closed;
    },
  };
  return proxy;
}
