import { createServer, type Socket } from "node:net";
import { listen } from "#support/listen.ts";

/** Enough of the wire (https://redis.io/docs/latest/develop/reference/protocol-spec/) to be taken for a Redis of any version. */
export type FakeRedis = AsyncDisposable & { readonly url: string; version: string };

export async function startFakeRedis(version: string): Promise<FakeRedis> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    let unread = "";
    socket.on("data", (bytes) => {
      unread += bytes.toString("latin1");
      for (let command = takeCommand(); command !== undefined; command = takeCommand())
        socket.write(answer(command, fake.version));
    });
    function takeCommand(): string[] | undefined {
      const [head = ""] = /^\*(\d+)\r\n(?:\$\d+\r\n)?/.exec(unread) ?? [];
      const count = Number(/^\*(\d+)/.exec(head)?.[1] ?? -1);
      const words: string[] = [];
      let rest = unread.slice(unread.indexOf("\r\n") + 2);
      for (let index = 0; index < count; index += 1) {
        const [line = "", length = ""] = /^\$(\d+)\r\n/.exec(rest) ?? [];
        const end = line.length + Number(length);
        if (line === "" || rest.length < end + 2) return undefined;
        words.push(rest.slice(line.length, end));
        rest = rest.slice(end + 2);
      }
      if (count < 1) return undefined;
      unread = rest;
      return words;
    }
  });
  const fake: FakeRedis = {
    version,
    url: (await listen(server)).replace("http:", "redis:"),
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return fake;
}

function answer([name = "", first = "", ...rest]: readonly string[], version: string): string {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isNew = major > 6 || (major === 6 && minor >= 2);
  switch (name.toUpperCase()) {
    case "INFO": {
      const info = `# Server\r\nredis_version:${version}\r\n`;
      return `$${info.length}\r\n${info}\r\n`;
    }
    case "PING":
      return "+PONG\r\n";
    case "PUBLISH":
      return ":0\r\n";
    case "SUBSCRIBE":
      return `*3\r\n$9\r\nsubscribe\r\n$${first.length}\r\n${first}\r\n:1\r\n`;
    case "SET":
      // GET came with 6.2.
      return rest.includes("GET") && !isNew ? "-ERR syntax error\r\n" : "+OK\r\n";
    default:
      return `-ERR unknown command '${name}'\r\n`;
  }
}
