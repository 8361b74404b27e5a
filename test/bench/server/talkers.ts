import { randomUUID } from "node:crypto";
import type { Agent } from "node:http";
import type { ClientToServerEvents, EventPage, ServerToClientEvents, Session, Snapshot } from "@causerie/protocol";
import { io, type Socket } from "socket.io-client";
import { ask } from "./post.ts";

/** Somebody who says something, and waits for the whole answer. Disposing of it closes its lines. */
export type Talker = Disposable & { say(n: number): Promise<void> };

const text = "When does the next train leave?";

/** Of one run: ids of messages begin with it, so that a run on the same data repeats none. */
const run = Date.now().toString(36);

/** @param from the address that a proxy has seen it come from. */
export async function openSession(url: string, agent: Agent, from?: string): Promise<Session> {
  const { status, body } = await ask(agent, `${url}/web/v1/session`, { body: {}, ...(from !== undefined && { from }) });
  if (status !== 201) throw new Error(`no session: ${status}`);
  return body as Session;
}

/** One request of a bare server: one insert. */
export async function bareTalker(url: string, agent: Agent): Promise<Talker> {
  return {
    async say() {
      const { status } = await ask(agent, `${url}/`, { body: { text } });
      if (status !== 202) throw new Error(`answered ${status}`);
    },
    [Symbol.dispose]: () => undefined,
  };
}

/** Sends by a request, and polls until the turn has ended: what was said and what was answered are durable. */
export async function restTalker(url: string, agent: Agent, session?: Session): Promise<Talker> {
  const { token, conversationId } = session ?? (await openSession(url, agent));
  const base = `${url}/web/v1/conversations/${conversationId}`;
  let { cursor } = (await ask(agent, base, { token })).body as Snapshot;
  return {
    async say(n) {
      const body = { clientId: `${run}-${n}`, content: { type: "text", text } };
      const { status } = await ask(agent, `${base}/messages`, { token, body });
      if (status !== 202) throw new Error(`answered ${status}`);
      for (;;) {
        const { status: read, body: page } = await ask(agent, `${base}/events?wait=20&since=${cursor}`, { token });
        if (read !== 200) throw new Error(`answered ${read}`);
        const { events, cursor: next } = page as EventPage;
        cursor = next;
        if (events.some(({ type }) => type === "turn.end")) return;
      }
    },
    [Symbol.dispose]: () => undefined,
  };
}

/** Sends by one request of Tock's dialect, which is answered when the turn has ended. */
export async function tockTalker(url: string, agent: Agent): Promise<Talker> {
  const userId = randomUUID();
  return {
    async say() {
      const { status, body } = await ask(agent, `${url}/web`, { body: { userId, query: text } });
      const { responses = [] } = (body ?? {}) as { responses?: unknown[] };
      if (status !== 200 || responses.length !== 1) throw new Error(`answered ${status}`);
    },
    [Symbol.dispose]: () => undefined,
  };
}

/** Sends a message and waits only until it is acknowledged. */
export async function restSender(
  url: string,
  agent: Agent,
  { says = text, from }: { says?: string; from?: string } = {},
): Promise<Talker> {
  const { token, conversationId } = await openSession(url, agent, from);
  return {
    async say(n) {
      const body = { clientId: `${run}-${n}`, content: { type: "text", text: says } };
      const { status } = await ask(agent, `${url}/web/v1/conversations/${conversationId}/messages`, { token, body });
      if (status !== 202) throw new Error(`answered ${status}`);
    },
    [Symbol.dispose]: () => undefined,
  };
}

export async function socketTalker(url: string, agent: Agent): Promise<Talker> {
  const { token, conversationId } = await openSession(url, agent);
  const socket: Socket<ServerToClientEvents, ClientToServerEvents> = io(url, {
    path: "/web/socket.io/",
    transports: ["websocket"],
    forceNew: true,
    auth: { token, conversationId },
  });
  let ended = Promise.withResolvers<void>();
  socket.on("events", ({ events }, received) => {
    received();
    if (events.some(({ type }) => type === "turn.end")) ended.resolve();
  });
  await connected(socket);
  return {
    async say(n) {
      ended = Promise.withResolvers();
      const ack = await socket.emitWithAck("send", { clientId: `${run}-${n}`, content: { type: "text", text } });
      if (!ack.ok) throw new Error(`answered ${ack.problem.code}`);
      await ended.promise;
    },
    [Symbol.dispose]: () => void socket.disconnect(),
  };
}

export async function echoTalker(url: string): Promise<Talker> {
  const socket = io(url, { transports: ["websocket"], forceNew: true });
  await connected(socket);
  return {
    async say() {
      await socket.emitWithAck("send", { text });
    },
    [Symbol.dispose]: () => void socket.disconnect(),
  };
}

function connected(socket: Pick<Socket, "once">): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once("connect", () => resolve());
    socket.once("connect_error", reject);
  });
}
