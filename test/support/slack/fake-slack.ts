import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import type { Verdict } from "@causerie/server/connector";
import { WebSocketServer, type WebSocket } from "ws";
import { listen } from "#support/listen.ts";
import { findRefusal } from "./find-refusal.ts";
import { team } from "./payloads.ts";

export const slackSecrets = {
  botToken: "xoxb-the-bot-token",
  appToken: "xapp-the-app-token",
  signingSecret: "the-signing-secret",
};

type Fields = Record<string, unknown>;

/** A message as people see it. `only`: the one person who sees it. `versions`: what it said, the newest last. */
export type ShownMessage = {
  channel: string;
  ts: string;
  thread?: string;
  only?: string;
  at: number;
  metadata?: unknown;
  versions: { text: string; blocks?: unknown }[];
};

/** How a call ends in place of being done. `cut`: it is done, and the connection ends without an answer. */
export type SlackFault = { status: number; retryAfter?: number } | { error: string } | "cut";

/** Slack: its Web API with the limits that it documents, its requests, its connections, its files. */
export class FakeSlack implements AsyncDisposable {
  /** Where it posts to. */
  requestUrl = "";
  readonly messages: ShownMessage[] = [];
  /** Methods of all calls, in order. */
  readonly calls: string[] = [];
  readonly uploads: { name: string; bytes: string; channel: string; thread: string | undefined }[] = [];
  /** What people have sent, by the name in the address. */
  readonly files = new Map<string, string>();
  scopes =
    "app_mentions:read,channels:history,chat:write,commands,files:read,files:write,groups:history,im:history,im:write,mpim:history,reactions:read,users:read";
  /** Addresses of pictures that it cannot fetch. */
  readonly missingPictures = new Set<string>();
  /** How often an answer by an address of its own is taken. */
  mostResponses = 5;
  readonly #server: Server;
  readonly #sockets: WebSocketServer;
  readonly #faults: SlackFault[] = [];
  readonly #waiting = new Map<string, (acknowledged: boolean) => void>();
  readonly #uploading = new Map<string, { name: string; bytes: string }>();
  readonly #responses = new Map<string, number>();
  #url = "";
  #count = 0;

  static async start(): Promise<FakeSlack> {
    const slack = new FakeSlack();
    slack.#url = await listen(slack.#server);
    return slack;
  }

  private constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
    this.#sockets = new WebSocketServer({ server: this.#server, path: "/link" });
    this.#sockets.on("connection", (socket) => {
      socket.send(
        JSON.stringify({
          type: "hello",
          num_connections: this.#sockets.clients.size,
          connection_info: { app_id: "A0APP" },
        }),
      );
      socket.on("message", (data: Buffer) => {
        const { envelope_id: id } = JSON.parse(data.toString()) as { envelope_id: string };
        this.#waiting.get(id)?.(true);
      });
    });
  }

  get apiUrl(): string {
    return `${this.#url}/api`;
  }

  get url(): string {
    return this.#url;
  }

  get connections(): readonly WebSocket[] {
    return [...this.#sockets.clients].filter(({ readyState }) => readyState === 1);
  }

  /** The next calls that send or change a message end in this way. */
  failNext(...faults: SlackFault[]): void {
    this.#faults.push(...faults);
  }

  /** The texts that are shown now. */
  shown(thread?: string): string[] {
    const there = this.messages.filter((message) => thread === undefined || message.thread === thread);
    return there.map(textOf);
  }

  /** An address that takes answers for one person. */
  responseUrl(): string {
    return `${this.#url}/response/${(this.#count += 1)}`;
  }

  fileUrl(name: string, content: string): string {
    this.files.set(name, content);
    return `${this.#url}/files/${name}`;
  }

  /** Posts an event as Slack does; `verdict` is what the connector said. */
  sendEvent(body: Fields, headers: Record<string, string> = {}): Promise<Verdict> {
    return this.post(JSON.stringify(body), "application/json", headers);
  }

  sendTap(body: Fields): Promise<Verdict> {
    return this.post(
      new URLSearchParams({ payload: JSON.stringify(body) }).toString(),
      "application/x-www-form-urlencoded",
    );
  }

  sendCommand(body: Record<string, string>): Promise<Verdict> {
    return this.post(new URLSearchParams(body).toString(), "application/x-www-form-urlencoded");
  }

  async post(bytes: string, type: string, headers: Record<string, string> = this.sign(bytes)): Promise<Verdict> {
    const signed = Object.keys(headers).some((name) => name.startsWith("x-slack-s"))
      ? headers
      : { ...this.sign(bytes), ...headers };
    const response = await fetch(this.requestUrl, {
      method: "POST",
      headers: { "content-type": type, ...signed },
      body: bytes,
    });
    await response.arrayBuffer();
    return response.status === 200 ? "accepted" : response.status === 401 ? "refused" : "not_stored";
  }

  sign(bytes: string, { at = Date.now(), secret = slackSecrets.signingSecret } = {}): Record<string, string> {
    const timestamp = String(Math.floor(at / 1_000));
    const digest = createHmac("sha256", secret).update(`v0:${timestamp}:${bytes}`).digest("hex");
    return { "x-slack-request-timestamp": timestamp, "x-slack-signature": `v0=${digest}` };
  }

  /** Sends by the newest connection. Slack waits three seconds for the acknowledgement; this one less. */
  async sendBySocket(
    type: "events_api" | "interactive" | "slash_commands",
    payload: Fields,
    waitMs = 400,
  ): Promise<Verdict> {
    const id = `envelope-${(this.#count += 1)}`;
    const acknowledged = Promise.withResolvers<boolean>();
    this.#waiting.set(id, acknowledged.resolve);
    const timer = setTimeout(() => acknowledged.resolve(false), waitMs);
    this.connections
      .at(-1)
      ?.send(JSON.stringify({ type, envelope_id: id, payload, accepts_response_payload: type !== "events_api" }));
    const isAcknowledged = await acknowledged.promise;
    clearTimeout(timer);
    return isAcknowledged ? "accepted" : "not_stored";
  }

  /** Says that the connections end, as it does after some hours. */
  refresh(reason = "refresh_requested"): void {
    for (const socket of this.connections) socket.send(JSON.stringify({ type: "disconnect", reason, debug_info: {} }));
  }

  /** The connections end without a word. */
  cut(): void {
    for (const socket of this.connections) socket.terminate();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#sockets.close();
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, kind = "", name = ""] = (request.url ?? "").split("/");
    const bytes = await buffer(request);
    const token = (request.headers.authorization ?? "").replace("Bearer ", "");
    if (kind === "files") return this.#sendFile(name, token, response);
    if (kind === "upload") {
      const file = this.#uploading.get(name);
      if (file !== undefined) file.bytes = bytes.toString();
      return void response.end("OK");
    }
    if (kind === "response") return this.#respond(name, JSON.parse(bytes.toString()) as Fields, response);
    this.calls.push(name);
    const isForm = (request.headers["content-type"] ?? "").includes("form");
    const body = isForm
      ? Object.fromEntries(new URLSearchParams(bytes.toString()))
      : (JSON.parse(bytes.toString() || "{}") as Fields);
    const isFaulty = name === "chat.postMessage" || name === "chat.update" || name === "files.completeUploadExternal";
    const fault = isFaulty ? this.#faults.shift() : undefined;
    if (fault !== undefined && fault !== "cut") return refuse(response, fault);
    const wanted = name === "apps.connections.open" ? slackSecrets.appToken : slackSecrets.botToken;
    const answer = token === wanted ? this.#call(name, body) : { ok: false, error: "invalid_auth" };
    if (fault === "cut") return void response.destroy();
    response
      .writeHead(200, { "content-type": "application/json", "x-oauth-scopes": this.scopes })
      .end(JSON.stringify(answer));
  }

  #call(method: string, body: Fields): Fields {
    switch (method) {
      case "auth.test":
        return { ok: true, team: "Causerie", team_id: team, user_id: "U0BOT", bot_id: "B0BOT" };
      case "apps.connections.open":
        return { ok: true, url: `${this.#url.replace("http", "ws")}/link?ticket=${(this.#count += 1)}` };
      case "chat.postMessage":
        return this.#post(body);
      case "chat.update":
        return this.#update(body);
      case "conversations.open":
        return { ok: true, channel: { id: channelOf(String(body["users"])) } };
      case "users.info":
        return {
          ok: true,
          user: {
            id: body["user"],
            locale: "fr-FR",
            tz: "Europe/Paris",
            profile: { real_name: "Ana Duval", first_name: "Ana" },
          },
        };
      case "files.getUploadURLExternal": {
        const id = `F${(this.#count += 1)}`;
        this.#uploading.set(id, { name: String(body["filename"]), bytes: "" });
        return { ok: true, file_id: id, upload_url: `${this.#url}/upload/${id}` };
      }
      case "files.completeUploadExternal": {
        const [first] = body["files"] as { id: string }[];
        const id = first?.id ?? "";
        const file = this.#uploading.get(id);
        if (file === undefined) return { ok: false, error: "file_not_found" };
        this.uploads.push({
          ...file,
          channel: String(body["channel_id"]),
          thread: body["thread_ts"] as string | undefined,
        });
        return { ok: true, files: [{ id }] };
      }
      default:
        return { ok: false, error: "unknown_method" };
    }
  }

  #post(body: Fields): Fields {
    const refusal = this.#refusalOf(body);
    if (refusal !== undefined) return { ok: false, error: refusal };
    const channel = channelOf(String(body["channel"]));
    const ts = `${1_800_000_000 + this.messages.length}.000100`;
    const thread = body["thread_ts"] as string | undefined;
    this.messages.push({
      channel,
      ts,
      at: performance.now(),
      metadata: body["metadata"],
      ...(thread === undefined ? {} : { thread }),
      versions: [{ text: String(body["text"]), blocks: body["blocks"] }],
    });
    return { ok: true, channel, ts, message: { text: body["text"] } };
  }

  #update(body: Fields): Fields {
    const refusal = this.#refusalOf(body);
    if (refusal !== undefined) return { ok: false, error: refusal };
    const known = this.messages.find(({ channel, ts }) => channel === body["channel"] && ts === body["ts"]);
    if (known === undefined) return { ok: false, error: "message_not_found" };
    known.versions.push({ text: String(body["text"]), blocks: body["blocks"] });
    return { ok: true, channel: known.channel, ts: known.ts };
  }

  #refusalOf(body: Fields): string | undefined {
    const pictures = JSON.stringify(body["blocks"] ?? []);
    if ([...this.missingPictures].some((url) => pictures.includes(`"image_url":"${url}"`))) return "invalid_blocks";
    return findRefusal(body);
  }

  #respond(name: string, body: Fields, response: ServerResponse): void {
    const used = this.#responses.get(name) ?? 0;
    if (used >= this.mostResponses) return void response.writeHead(404).end("used_url");
    const refusal = findRefusal(body);
    if (refusal !== undefined) return void response.writeHead(400).end(refusal);
    this.#responses.set(name, used + 1);
    this.messages.push({
      channel: "",
      ts: "",
      only: name,
      at: performance.now(),
      versions: [{ text: String(body["text"]), blocks: body["blocks"] }],
    });
    response.end("ok");
  }

  #sendFile(name: string, token: string, response: ServerResponse): void {
    if (token !== slackSecrets.botToken)
      return void response.writeHead(200, { "content-type": "text/html" }).end("<title>Sign in</title>");
    const content = this.files.get(name);
    if (content === undefined) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": "image/png" }).end(content);
  }
}

/** The words of the first text that people see, without Slack's marks. */
export function textOf({ versions }: ShownMessage): string {
  return versionText(versions.at(-1));
}

export function versionText(version: ShownMessage["versions"][number] | undefined): string {
  const [first] = (version?.blocks ?? []) as { text?: { text: string } }[];
  return first?.text?.text ?? version?.text ?? "";
}

function refuse(response: ServerResponse, fault: Exclude<SlackFault, "cut">): void {
  if ("error" in fault)
    return void response
      .writeHead(200, { "content-type": "application/json" })
      .end(JSON.stringify({ ok: false, error: fault.error }));
  const wait = fault.retryAfter === undefined ? {} : { "retry-after": String(fault.retryAfter) };
  response.writeHead(fault.status, wait).end("");
}

/** The conversation of a person with the bot. */
function channelOf(id: string): string {
  return id.startsWith("U") ? `D${id.slice(1)}` : id;
}
