import { connect, createServer, type Socket } from "node:net";
import { listen } from "#support/listen.ts";

/** Hands each connection to the next backend that takes it, as a balancer without sticky sessions does. */
export type Balancer = AsyncDisposable & { readonly url: string; backends: number[] };

export async function startBalancer(): Promise<Balancer> {
  const sockets = new Set<Socket>();
  let next = 0;
  const server = createServer((client) => {
    sockets.add(client);
    client.on("close", () => sockets.delete(client));
    client.on("error", () => client.destroy());
    tryBackend(client, balancer.backends.length);
  });

  function tryBackend(client: Socket, left: number): void {
    const port = balancer.backends[next % balancer.backends.length];
    next += 1;
    if (port === undefined || left === 0 || client.destroyed) {
      client.destroy();
      return;
    }
    const backend = connect(port, "127.0.0.1");
    const refused = (): void => tryBackend(client, left - 1);
    backend.once("error", refused);
    backend.once("connect", () => {
      backend.off("error", refused);
      backend.on("error", () => client.destroy());
      backend.on("close", () => client.destroy());
      client.on("close", () => backend.destroy());
      client.pipe(backend).pipe(client);
    });
  }

  const balancer: Balancer = {
    url: await listen(server),
    backends: [],
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return balancer;
}
