import { Agent } from "node:http";
import { disposableFolder } from "#support/disposable-folder.ts";
import { judge } from "./judge.ts";
import { Contender } from "./contender.ts";
import { openSession } from "./talkers.ts";

const most = 10_000;
const steps = 100;

/** Opens the idle sockets of visitors who read and say nothing, and answers pings. */
async function openSocket(address: string, auth: unknown): Promise<WebSocket> {
  const socket = new WebSocket(address);
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener("error", () => reject(new Error("the socket was refused")));
    socket.addEventListener("close", () => reject(new Error("the socket was closed")));
    // Engine.IO protocol 4: 0 opens, 2 is a ping, 3 a pong; 40 connects the namespace.
    socket.addEventListener("message", ({ data }) => {
      const packet = String(data);
      if (packet.startsWith("0")) socket.send(`40${auth === undefined ? "" : JSON.stringify(auth)}`);
      else if (packet === "2") socket.send("3");
      else if (packet.startsWith("40")) resolve();
    });
  });
  return socket;
}

type PerSocket = { count: number; rss: number; heap: number };

async function measureKind(kind: "echo" | "causerie", count: number): Promise<PerSocket> {
  using folder = disposableFolder();
  await using server = await Contender.start({ kind, folder: folder.path });
  const agent = new Agent({ keepAlive: true, maxSockets: steps });
  const address = `${server.url.replace("http", "ws")}${kind === "echo" ? "" : "/web"}/socket.io/?EIO=4&transport=websocket`;
  const sockets: WebSocket[] = [];
  const open = async (howMany: number): Promise<void> => {
    const opened = Array.from({ length: howMany }, async () => {
      const session = kind === "echo" ? undefined : await openSession(server.url, agent);
      const auth = session && { token: session.token, conversationId: session.conversationId };
      sockets.push(await openSocket(address, auth));
    });
    await Promise.all(opened);
  };
  // What the first ones warm up belongs to nobody.
  await open(steps * 2);
  const before = await server.usage();
  const warm = sockets.length;
  while (sockets.length < count + warm) await open(Math.min(steps, count + warm - sockets.length));
  agent.destroy();
  const after = await server.usage();
  for (const socket of sockets) socket.close();
  return { count, rss: (after.rss - before.rss) / count, heap: (after.heapUsed - before.heapUsed) / count };
}

/** Memory of a socket that does nothing, beside one of Socket.IO alone with the same settings. @returns lines. */
export async function measureIdleSockets(): Promise<string[]> {
  const bare = await measureKind("echo", most);
  const ours = await measureKind("causerie", most);
  const line = (name: string, { count, rss, heap }: PerSocket): string =>
    `${count} idle sockets, ${name.padEnd(16)} ${kilo(rss)} of memory each, ${kilo(heap)} of it heap`;
  return [
    line("bare Socket.IO", bare),
    `${line("Causerie", ours)}: memory ${judge(ours.rss / bare.rss, { most: 1.3 })}; heap ${judge(ours.heap / bare.heap, { most: 1.3 })}`,
  ];
}

const kilo = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
