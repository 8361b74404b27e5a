import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { listen } from "#support/listen.ts";
import { sampleAnswer, type TockMessage, type TockRequest } from "./answers.ts";

/** What goes wrong, and how the server is configured. It may be changed at any time. */
export type TockFaults = {
  /** Event streams are a property of Tock, off by default: then their address does not exist. */
  streams: boolean;
  /** Status of every stream's answer, in place of a stream. */
  streamStatus: number | undefined;
  /** No answer says that another site may read it. */
  noCors: boolean;
  /** The cookie is who the visitor is, whatever the body says. */
  cookies: boolean;
  /** Status and body of every POST's answer, after the bot has done its work. */
  postAnswer: { status: number; body: string; headers?: Record<string, string> } | undefined;
  /** The bot works, and the line breaks before the answer. */
  lostAnswers: number;
  /** No POST is answered. */
  silent: boolean;
  /** Of the next events so many are lost on the way. */
  lostEvents: number;
  /** No ping after the first. */
  noPing: boolean;
};

/** A turn that the test takes step by step. */
export type Streaming = { say(text: string): void; end(texts?: readonly string[], flag?: "true" | "false"): void };

export type TockServer = AsyncDisposable & {
  /** The `endpoint` of a chat: custom address of Tock's connectors. */
  endpoint: string;
  url: string;
  faults: TockFaults;
  /** What the bot says to a request. */
  answer: (request: TockRequest) => readonly TockMessage[];
  /** What it says of its answers. */
  metadata: Record<string, string>;
  /** The bodies of the POSTs, oldest first. */
  posts: TockRequest[];
  /** `METHOD /path?query` of each request. */
  requests: string[];
  /** The headers of the last POST. */
  lastHeaders: IncomingMessage["headers"];
  /** The bot speaks unasked to this user, or to the last one. */
  push(message: TockMessage, userId?: string): void;
  /** The next POST is answered by the test: a text that grows. */
  stream(): Promise<Streaming>;
  /** Streams that are open. */
  readers(): number;
  /** Cuts the streams. */
  cutStreams(): void;
  /** Cuts every connection. */
  cut(): void;
  down(): Promise<void>;
  up(): Promise<void>;
};

type Answer = { responses: readonly TockMessage[]; metadata: Record<string, string> };

const path = "/io/app/harbour/web";

/**
 * A stand-in for a server of Tock with its web connector, as it was observed: POST, events, missed events, pings, CORS, cookies, and what
 * goes wrong. Every message of a turn goes out as an event and again in the POST's answer.
 * @param serveSite serves all other requests: the pages around the chat.
 */
export async function startTockServer(serveSite?: RequestListener): Promise<TockServer> {
  const faults: TockFaults = {
    streams: true,
    streamStatus: undefined,
    noCors: false,
    cookies: false,
    postAnswer: undefined,
    lostAnswers: 0,
    silent: false,
    lostEvents: 0,
    noPing: false,
  };
  const readers = new Map<ServerResponse, string>();
  const missed = new Map<string, Answer[]>();
  const turns = new Map<string, Promise<unknown>>();
  const connections = new Set<Socket>();
  let awaited: ((streaming: Streaming) => void) | undefined;
  let lastUser = "";
  let actions = 0;

  const http = createServer((request, response) => {
    void serve(request, response).catch(() => response.destroy());
  });
  http.on("connection", (socket) => {
    connections.add(socket);
    socket.on("close", () => connections.delete(socket));
  });

  function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://localhost");
    if (!url.pathname.startsWith(path)) {
      if (serveSite === undefined) response.writeHead(404).end();
      else serveSite(request, response);
      return Promise.resolve();
    }
    server.requests.push(`${request.method} ${url.pathname.slice(path.length)}${url.search}`);
    allow(request, response);
    if (request.method === "OPTIONS") response.writeHead(204).end();
    else if (url.pathname === `${path}/healthcheck`) response.writeHead(200).end();
    else if (url.pathname === `${path}/sse`) openStream(request, url, response);
    else if (request.method === "POST") return post(request, response);
    else response.writeHead(404).end();
    return Promise.resolve();
  }

  function allow({ headers }: IncomingMessage, response: ServerResponse): void {
    if (faults.noCors) return;
    response.setHeader("access-control-allow-origin", headers.origin ?? "*");
    response.setHeader("access-control-allow-methods", "POST, GET, OPTIONS");
    response.setHeader("access-control-allow-headers", "Access-Control-Allow-Origin, Content-Type, X-Requested-With");
  }

  function userOf(request: IncomingMessage, given: string): string {
    if (!faults.cookies) return given;
    return /tock_user_id=([^;]+)/.exec(request.headers.cookie ?? "")?.[1] ?? "";
  }

  function openStream(request: IncomingMessage, url: URL, response: ServerResponse): void {
    if (!faults.streams) return void response.writeHead(404).end("<html>Not found</html>");
    if (faults.streamStatus !== undefined) return void response.writeHead(faults.streamStatus).end();
    // Names of parameters are the same in any case.
    const [, given = ""] = [...url.searchParams].find(([name]) => name.toLowerCase() === "userid") ?? [];
    const userId = userOf(request, given);
    if (userId === "") return void response.writeHead(400).end();
    response.writeHead(200, {
      "content-type": "text/event-stream;charset=UTF-8",
      "cache-control": "no-cache",
      "x-accel-buffering": "no",
    });
    response.write("event: ping\ndata: 1\n\n");
    readers.set(response, userId);
    for (const answer of missed.get(userId) ?? []) write(response, answer);
    missed.delete(userId);
    const timer = setInterval(() => faults.noPing || response.write("event: ping\ndata: 1\n\n"), 10_000);
    response.on("close", () => {
      clearInterval(timer);
      readers.delete(response);
    });
  }

  function write(response: ServerResponse, answer: Answer): void {
    response.write(`event: message\ndata: ${JSON.stringify(answer)}\n\n`);
  }

  /** To all streams of the user, or kept for the next one. */
  function emit(userId: string, answer: Answer): void {
    if (!faults.streams) return;
    if (faults.lostEvents > 0) {
      faults.lostEvents -= 1;
      return;
    }
    const open = [...readers].filter(([, each]) => each === userId);
    for (const [response] of open) write(response, answer);
    if (open.length === 0) missed.set(userId, [...(missed.get(userId) ?? []), answer]);
  }

  async function post(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    server.lastHeaders = request.headers;
    let body: TockRequest;
    try {
      body = JSON.parse(Buffer.concat(chunks).toString()) as TockRequest;
    } catch {
      return void response.writeHead(500).end();
    }
    let userId = userOf(request, body.userId ?? "");
    if (faults.cookies && userId === "") {
      userId = randomUUID();
      response.setHeader("set-cookie", `tock_user_id=${userId}; HttpOnly; SameSite=Lax; Path=/`);
    }
    server.posts.push(body);
    const isAnswerable = [body.query, body.payload, body.ref, body.feedback].some((each) => each !== undefined);
    if (userId === "" || !isAnswerable) return void response.writeHead(500).end();
    lastUser = userId;
    // One turn of a person at a time.
    const before = turns.get(userId);
    const turn = Promise.resolve(before).then(() => takeTurn(userId, body));
    turns.set(userId, turn);
    const answer = await turn;
    if (faults.silent) return;
    if (faults.lostAnswers > 0) {
      faults.lostAnswers -= 1;
      // A browser sends a POST again by itself where nothing of the answer has come.
      response.writeHead(200, { "content-type": "application/json" });
      return void response.write('{"responses":', () => response.destroy());
    }
    const given = faults.postAnswer;
    if (given !== undefined) return void response.writeHead(given.status, given.headers).end(given.body);
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  }

  async function takeTurn(userId: string, request: TockRequest): Promise<Answer> {
    const responseId = randomUUID();
    const metadata = (flag?: string): Record<string, string> => ({
      ...server.metadata,
      ...(faults.streams && { RESPONSE_ID: responseId }),
      ...(flag !== undefined && { TOCK_STREAM_RESPONSE: flag }),
    });
    if (awaited !== undefined) return await growText(userId, metadata);
    const responses = server.answer(request).map(complete);
    for (const message of responses) emit(userId, { responses: [message], metadata: metadata() });
    return { responses, metadata: metadata() };
  }

  function growText(userId: string, metadata: (flag?: string) => Record<string, string>): Promise<Answer> {
    const begin = awaited;
    awaited = undefined;
    return new Promise((resolve) => {
      const said: string[] = [];
      begin?.({
        say(text) {
          said.push(text);
          emit(userId, { responses: [complete({ text })], metadata: metadata("true") });
        },
        end: (texts = said, flag = "true") =>
          resolve({ responses: texts.map((text) => complete({ text })), metadata: metadata(flag) }),
      });
    });
  }

  /** What Tock adds: texts get the id that a vote refers to. */
  function complete(message: TockMessage): TockMessage {
    const actionId = typeof message["text"] === "string" ? { actionId: `action-${(actions += 1)}` } : {};
    return { version: "1", type: "WebMessage", ...message, ...actionId };
  }

  const url = await listen(http);
  const port = Number(new URL(url).port);
  const cut = (): void => connections.forEach((socket) => socket.destroy());
  const down = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => http.close(() => resolve()));
    cut();
    await closed;
  };

  const server: TockServer = {
    endpoint: `${url}${path}`,
    url,
    faults,
    answer: sampleAnswer,
    metadata: {},
    posts: [],
    requests: [],
    lastHeaders: {},
    push(message, userId = lastUser) {
      emit(userId, { responses: [complete(message)], metadata: { RESPONSE_ID: randomUUID() } });
    },
    stream: () =>
      new Promise((resolve) => {
        awaited = resolve;
      }),
    readers: () => readers.size,
    cutStreams: () => readers.forEach((_, response) => response.destroy()),
    cut,
    down,
    up: async () => void (await listen(http, port)),
    [Symbol.asyncDispose]: async () => {
      if (http.listening) await down();
    },
  };
  return server;
}
