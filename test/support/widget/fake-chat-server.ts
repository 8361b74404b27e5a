import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { Socket as TcpSocket } from "node:net";
import {
  type ErrorCode,
  type FileToSend,
  type LogEvent,
  parseClientMessage,
  parseCursor,
  type Problem,
  type SendResult,
  type SentFile,
  type Session,
  toProblem,
} from "@causerie/protocol";
import { Server as SocketServer } from "socket.io";
import { listen } from "#support/listen.ts";
import { createFakeChatLog, type FakeChatLog } from "./fake-chat-log.ts";
import { createFakeUploads, type FakeUploads } from "./fake-uploads.ts";
import { type Faults, noFaults } from "./faults.ts";
import { html, problem, readBody } from "./http-exchange.ts";

export type FakeChatServer = AsyncDisposable & {
  /** The `endpoint` of a chat. */
  endpoint: string;
  faults: Faults;
  uploads: FakeUploads;
  /** The conversations, oldest first. */
  logs: FakeChatLog[];
  /** The newest conversation. */
  log(): FakeChatLog;
  /** The clientId of each message that reached the server, also repeats. */
  attempts: string[];
  /** `METHOD /path?query` of each request, and `SOCKET since=…`. */
  requests: string[];
  /** The valid tokens. Delete one, and the server refuses it. */
  tokens: Map<string, FakeChatLog>;
  /** Sends a frame to all readers of the newest conversation. */
  frame(frame: unknown): void;
  /** Sends `bye` to every reader. */
  bye(inMs: number): void;
  /** Sends the heartbeat of sockets, streams and polls that wait; that of streams with the number of the newest event. */
  beat(): void;
  /** Answers the polls that wait, with nothing. */
  endWaits(): void;
  /** The number of polls that wait. */
  waits(): number;
  /** Cuts every connection. */
  cut(): void;
  /** `down` closes the port, `up` opens the same port again. */
  down(): Promise<void>;
  up(): Promise<void>;
  openConnections(): number;
  /** The number of sockets and streams that read. */
  readers(): number;
};

type Reader = { frame(frame: unknown): void; bye(inMs: number): void; beat?(): void };

type Ack = { ok: true; result: SendResult } | { ok: false; code: ErrorCode; problem: Problem };

const reject = (code: ErrorCode): Ack => ({ ok: false, code, problem: toProblem(code) });

/**
 * A real HTTP and Socket.IO server that implements the protocol in memory and fails on command.
 * @param serveSite serves all requests outside of `/web`: the pages around the chat.
 */
export async function startFakeChatServer(serveSite?: RequestListener): Promise<FakeChatServer> {
  const faults = noFaults();
  const uploads = createFakeUploads();
  const logs: FakeChatLog[] = [];
  const attempts: string[] = [];
  const requests: string[] = [];
  const tokens = new Map<string, FakeChatLog>();
  const refreshTokens = new Map<string, FakeChatLog>();
  const readers = new Set<Reader>();
  /** Of polls that wait: gives a sign of life, and ends the wait. */
  const waiting = new Set<() => void>();
  const ended = new Set<() => void>();
  const connections = new Set<TcpSocket>();
  let made = 0;

  const server = createServer((request, response) => {
    if (serveSite !== undefined && !request.url?.startsWith("/web/")) serveSite(request, response);
    else void serve(request, response).catch(() => response.destroy());
  });
  server.on("connection", (socket) => {
    connections.add(socket);
    socket.on("close", () => connections.delete(socket));
  });
  // Before Socket.IO's own listener, so that a blocked upgrade never reaches it.
  server.on("upgrade", (_request, socket) => {
    if (faults.blocked.has("socket")) socket.destroy();
    Object.assign(sockets.engine.opts, { pingInterval: faults.oldHeartbeats ? 15_000 : 26_000 });
  });
  const sockets = new SocketServer(server, {
    path: "/web/socket.io",
    transports: ["websocket"],
    serveClient: false,
  });
  sockets.use((socket, next) => {
    const { token, since } = socket.handshake.auth;
    requests.push(`SOCKET since=${String(since)}`);
    const code = faults.refuse ?? (tokens.has(String(token)) ? undefined : "unauthorized");
    next(code === undefined ? undefined : Object.assign(new Error(code), { data: toProblem(code) }));
  });
  sockets.on("connection", (socket) => {
    const { token, since } = socket.handshake.auth;
    const log = tokens.get(String(token));
    if (log === undefined) return;
    const leave = read(log, typeof since === "string" ? since : undefined, {
      events: (events) => socket.emit("events", log.page(events), () => {}),
      resync: () => socket.emit("resync", { oldestSeq: 1 }),
      frame: (frame) => socket.emit("frame", frame),
      bye: (inMs) => socket.emit("bye", { inMs }),
      beat: () => (Reflect.get(socket.conn, "sendPacket") as (type: string) => void).call(socket.conn, "noop"),
    });
    socket.on("disconnect", leave);
    socket.on("renew", (_token: string, ack: (answer: unknown) => void) => ack({ ok: true }));
    socket.on("send", (message: unknown, ack: (answer: unknown) => void) => {
      const answer = accept(log, message);
      if (answer !== undefined) ack(answer);
    });
  });

  /** @returns undefined when the acknowledgement is lost. */
  function accept(log: FakeChatLog, input: unknown): Ack | undefined {
    const parsed = parseClientMessage(input);
    if (parsed.type !== "ok") return reject("invalid_request");
    attempts.push(parsed.message.clientId);
    const refused = faults.unknownContent.has(parsed.message.content.type) ? "unsupported" : faults.refuse;
    if (refused !== undefined) return reject(refused);
    const { content } = parsed.message;
    const files = content.type === "files" ? uploads.toSent(content.files.map(({ uploadId }) => uploadId)) : [];
    if (files === undefined) return reject("not_found");
    const logged = content.type === "files" ? { ...content, files: withAlts(files, content.files) } : content;
    const result = log.accept({ ...parsed.message, content: logged });
    if (faults.lostAcks === 0) return { ok: true, result };
    faults.lostAcks -= 1;
    return undefined;
  }

  type Out = Reader & { events(events: LogEvent[]): void; resync(): void };

  function read(log: FakeChatLog, since: string | undefined, out: Out): () => void {
    const cursor = since === undefined ? { epoch: log.epoch, seq: 0 } : parseCursor(since);
    if (cursor === undefined || cursor.epoch !== log.epoch || cursor.seq > log.events.length) {
      out.resync();
      return () => {};
    }
    let seq = cursor.seq;
    const pull = (): void => {
      const next = log.events.filter((event) => event.seq > seq && !faults.skipped.has(event.seq));
      if (next.length === 0) return;
      seq = log.events.length;
      out.events(next);
      if (faults.twice) out.events(next);
    };
    const unwatch = log.watch(pull);
    readers.add(out);
    pull();
    return () => {
      unwatch();
      readers.delete(out);
    };
  }

  function newSession(log: FakeChatLog): Session {
    made += 1;
    tokens.set(`token-${made}`, log);
    refreshTokens.set(`refresh-${made}`, log);
    return {
      visitorId: `v-${log.id}`,
      conversationId: log.id,
      token: `token-${made}`,
      expiresInMs: faults.tokenMs,
      refreshToken: `refresh-${made}`,
    };
  }

  function begin(): FakeChatLog {
    const log = createFakeChatLog(`c-${logs.length + 1}`);
    logs.push(log);
    return log;
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://localhost");
    const path = url.pathname.replace(/^\/web\/v1/, "");
    requests.push(`${request.method} ${path}${url.search}`);
    if (uploads.serveLink(request, response) || (await serveUploads(path, request, response))) return;
    const body = await readBody(request);
    if (faults.silent) return;
    if (faults.refuse !== undefined) return problem(response, faults.refuse);

    if (path === "/session") return json(response, 201, newSession(begin()));
    if (path === "/session/refresh") return refresh(body, response);
    if (path === "/session/unread") return countUnread(body, response);

    const log = tokens.get((request.headers.authorization ?? "").replace("Bearer ", ""));
    if (log === undefined) return problem(response, "unauthorized");
    const [, , id, part] = path.split("/");
    if (id !== log.id) return problem(response, "not_found");
    switch (part) {
      case undefined:
        return json(response, 200, log.snapshot(faults.snapshotEvents));
      case "messages":
        return send(log, body, response);
      case "stop":
        return void response.writeHead(faults.stopStatus, { "content-type": "text/html" }).end();
      case "stream":
        return stream(log, url.searchParams.get("since") ?? undefined, response);
      case "events":
        return url.searchParams.has("before") ? earlier(log, url, response) : poll(log, url, response);
      default:
        return problem(response, "not_found");
    }
  }

  async function serveUploads(path: string, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const [, , id, ...rest] = path.split("/");
    if (!["uploads", "files"].includes(rest[0] ?? "")) return false;
    const log = tokens.get((request.headers.authorization ?? "").replace("Bearer ", ""));
    const code = faults.refuse ?? (log === undefined ? "unauthorized" : id === log.id ? undefined : "not_found");
    if (code === undefined) return await uploads.serve(rest.join("/"), request, response);
    request.resume();
    problem(response, code);
    return true;
  }

  function refresh(body: unknown, response: ServerResponse): void {
    const token = typeof body === "object" && body !== null && "refreshToken" in body ? String(body.refreshToken) : "";
    const log = refreshTokens.get(token);
    refreshTokens.delete(token);
    if (log === undefined || faults.refuseRefresh) return problem(response, "unauthorized");
    json(response, 200, newSession(log));
  }

  function countUnread(body: unknown, response: ServerResponse): void {
    const { refreshToken, since } = body as { refreshToken: string; since: string };
    const log = refreshTokens.get(refreshToken);
    const seq = parseCursor(since)?.seq ?? 0;
    if (log === undefined) return problem(response, "unauthorized");
    json(response, 200, { unread: log.events.filter((event) => event.seq > seq && event.type === "message").length });
  }

  function send(log: FakeChatLog, body: unknown, response: ServerResponse): void {
    const answer = accept(log, body);
    if (answer === undefined) return; // never acknowledged
    if ("result" in answer) json(response, 202, answer.result);
    else problem(response, answer.code);
  }

  function stream(log: FakeChatLog, since: string | undefined, response: ServerResponse): void {
    if (faults.blocked.has("sse")) return html(response);
    response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
    response.write(`${faults.oldHeartbeats ? "" : ":13s\n"}retry: 1000\n\n`);
    const write = (event: string, data: unknown): void =>
      void response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    const leave = read(log, since, {
      events(events) {
        for (const event of events)
          response.write(`id: ${log.page([event]).cursor}\ndata: ${JSON.stringify(event)}\n\n`);
      },
      resync: () => write("resync", { oldestSeq: 1 }),
      frame: (frame) => write("frame", frame),
      bye: (inMs) => write("bye", { inMs }),
      beat: () => void response.write(faults.oldHeartbeats ? `: ${log.events.length}\n\n` : `:${log.events.length}\n`),
    });
    response.on("close", leave);
  }

  async function poll(log: FakeChatLog, url: URL, response: ServerResponse): Promise<void> {
    if (faults.blocked.has("poll")) return html(response);
    const since = url.searchParams.get("since") ?? undefined;
    const cursor = since === undefined ? { epoch: log.epoch, seq: 0 } : parseCursor(since);
    if (cursor === undefined || cursor.epoch !== log.epoch) return problem(response, "resync");
    const next = (): LogEvent[] =>
      log.events.filter((event) => event.seq > cursor.seq && !faults.skipped.has(event.seq));
    if (next().length === 0 && Number(url.searchParams.get("wait")) > 0) {
      const beat = (): void => {
        if (faults.heldBack) return;
        if (!response.headersSent) response.writeHead(200, { "content-type": "application/json" });
        response.write(" ");
      };
      waiting.add(beat);
      await new Promise<void>((resolve) => {
        const end = (): void => {
          waiting.delete(beat);
          unwatch();
          ended.delete(end);
          resolve();
        };
        const unwatch = log.watch(end);
        ended.add(end);
        response.on("close", end);
      });
    }
    if (response.headersSent) response.end(JSON.stringify({ ...log.page(next()), more: false }));
    else json(response, 200, { ...log.page(next()), more: false });
  }

  function earlier(log: FakeChatLog, url: URL, response: ServerResponse): void {
    const before = Number(url.searchParams.get("before"));
    const events = log.events.filter((event) => event.seq < before).slice(-Number(url.searchParams.get("limit")));
    json(response, 200, { ...log.page(events), more: (events[0]?.seq ?? 1) > 1 });
  }

  function json(response: ServerResponse, status: number, value: unknown): void {
    if (faults.response === "html") return html(response);
    const text = faults.response === "empty" ? "" : JSON.stringify(value);
    response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
    if (faults.response !== "cut") return void response.end(text);
    response.write(text.slice(0, 5));
    response.destroy();
  }

  const url = await listen(server);
  return {
    endpoint: `${url}/web`,
    faults,
    uploads,
    logs,
    log: () => logs.at(-1) ?? begin(),
    attempts,
    requests,
    tokens,
    frame: (frame) => readers.forEach((reader) => reader.frame(frame)),
    bye: (inMs) => readers.forEach((reader) => reader.bye(inMs)),
    beat() {
      for (const reader of readers) reader.beat?.();
      for (const beat of waiting) beat();
    },
    endWaits: () => ended.forEach((end) => end()),
    waits: () => waiting.size,
    cut: () => connections.forEach((socket) => socket.destroy()),
    async down() {
      const closed = new Promise((resolve) => server.close(resolve));
      connections.forEach((socket) => socket.destroy());
      await closed;
    },
    up: async () => void (await listen(server, Number(new URL(url).port))),
    openConnections: () => connections.size,
    readers: () => readers.size,
    async [Symbol.asyncDispose]() {
      connections.forEach((socket) => socket.destroy());
      await sockets.close();
    },
  };
}

function withAlts(files: readonly SentFile[], sent: readonly FileToSend[]): SentFile[] {
  return files.map((file, index) => ({ ...file, ...(sent[index]?.alt !== undefined && { alt: sent[index].alt }) }));
}
