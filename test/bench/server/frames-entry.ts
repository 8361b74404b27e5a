import { connectRedis } from "@causerie/server/redis/connection.ts";
import { createRedisBroadcast } from "@causerie/server/redis/redis-broadcast.ts";
import { createSharedSignals } from "@causerie/server/pipeline/signals/shared-signals.ts";
import { createAdapter } from "@socket.io/redis-streams-adapter";
import pino from "pino";
import { createClient } from "redis";
import { Server } from "socket.io";

/** One of the two processes that `frames.ts` compares. Arguments: `signals` or `adapter`, the URL of Redis. */
const [, , kind, redisUrl = ""] = process.argv;

type Delta = { type: "delta"; messageId: string; offset: number; text: string };
type Carrier = {
  send(conversation: string, frame: Delta): void;
  /** Hears the frames of a conversation, as a process that has one reader of it does. */
  listen(conversation: string, received: (text: string) => void): void;
};
export type FramesOrder =
  | { type: "listen"; conversations: number }
  | { type: "send"; conversations: number; perSecond: number; seconds: number }
  | { type: "report" };
export type FramesReport = { delays: number[]; cpuMs: number };

const carrier = kind === "signals" ? await openSignals() : await openAdapter();
const delays: number[] = [];
process.on("message", (order: FramesOrder) => void obey(order));
process.send?.("ready");

async function obey(order: FramesOrder): Promise<void> {
  if (order.type === "listen")
    for (let index = 0; index < order.conversations; index += 1) carrier.listen(nameOf(index), receive);
  if (order.type === "send") await send(order);
  if (order.type === "report") {
    const { user, system } = process.cpuUsage();
    process.send?.({ delays: delays.splice(0), cpuMs: (user + system) / 1000 } satisfies FramesReport);
  } else process.send?.("done");
}

async function openSignals(): Promise<Carrier> {
  const connection = await connectRedis(redisUrl, pino({ level: "error" }));
  const signals = await createSharedSignals({ broadcast: createRedisBroadcast(connection), failed: console.error });
  return {
    send: (conversation, frame) => signals.publish(conversation, { type: "frame", frame }),
    listen(conversation, received) {
      signals.subscribe(conversation, (signal) => {
        if (signal.type === "frame" && signal.frame.type === "delta") received(signal.frame.text);
      });
    },
  };
}

/** With its own defaults. */
async function openAdapter(): Promise<Carrier> {
  const client = createClient({ url: redisUrl });
  await client.connect();
  const namespace = new Server({ adapter: createAdapter(client) }).of("/");
  return {
    send: (conversation, frame) => void namespace.to(conversation).volatile.emit("frame", frame),
    listen(conversation, received) {
      // In place of a socket: what it would write to its line, without the line.
      const socket = {
        client: {
          writeToEngine: ([packet = ""]: string[]) =>
            received((JSON.parse(packet.slice(packet.indexOf("["))) as [string, Delta])[1].text),
        },
      };
      namespace.sockets.set(conversation, socket as never);
      void namespace.adapter.addAll(conversation, new Set([conversation]));
    },
  };
}

function nameOf(index: number): string {
  return `web:01J8ZQ4X5T-${index}`;
}

/** The time at which a frame was sent is its text, as long as a piece of a text that a language model writes. */
const textLength = 20;

function receive(text: string): void {
  const now = performance.timeOrigin + performance.now();
  for (let at = 0; at < text.length; at += textLength) delays.push(now - Number(text.slice(at, at + textLength)));
}

/** Pieces of texts that grow in all conversations at once. */
async function send({ conversations, perSecond, seconds }: Extract<FramesOrder, { type: "send" }>): Promise<void> {
  const begun = performance.now();
  const messageId = `${begun}`;
  const total = perSecond * seconds;
  for (let sent = 0; sent < total;) {
    const due = Math.min(total, ((performance.now() - begun) / 1000) * perSecond);
    for (; sent < due; sent += 1) {
      const text = (performance.timeOrigin + performance.now()).toFixed(4).padStart(textLength, " ").slice(-textLength);
      const offset = Math.floor(sent / conversations) * textLength;
      carrier.send(nameOf(sent % conversations), { type: "delta", messageId, offset, text });
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
