import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import type { Verdict } from "@causerie/server/connector";
import { listen } from "#support/listen.ts";
import type { Post } from "./chatroom.ts";
import type { Update } from "./chatroom-events.ts";

/** A message as the room shows it. `texts`: what it said, the newest last. `server`: which of the two took it. */
export type ShownMessage = {
  id: string;
  key: string;
  server: string;
  room: string;
  thread?: string;
  at: number;
} & Pick<Post, "choices"> & { texts: string[] };

/** How a call is answered in place of being done. `cut`: it is done, and the connection ends without a response. */
export type ChatroomFault = { status: number; code?: string; retryAfter?: number } | "cut";

type Kind<Each> = Each extends unknown ? Omit<Each, "id" | "at"> & { id?: number } : never;
/** An update before it has its number and time. */
export type NewUpdate = Kind<Update>;

export const chatroomSecrets = { token: "room-token", secret: "room-secret" };

/** The platform of `chatroom.ts`, with two servers that share everything. */
export class FakeChatroom implements AsyncDisposable {
  /** Where the platform's webhooks go; undefined: a bot reads the stream. */
  webhookUrl: string | undefined;
  /** All messages, in the order in which they appeared. */
  readonly messages: ShownMessage[] = [];
  readonly typing: boolean[] = [];
  /** What people have sent, by name. */
  readonly files = new Map<string, string>();
  /** How often a bot has opened the stream. */
  streams = 0;
  readonly #servers: Server[] = [];
  readonly #urls: string[] = [];
  readonly #open = new Set<ServerResponse>();
  /** By update, one for each time that it was sent. */
  readonly #acks = new Map<number, ((stored: boolean) => void)[]>();
  readonly #faults: ChatroomFault[] = [];
  readonly #messageFaults: ChatroomFault[] = [];
  #updates = 0;

  static async start(): Promise<FakeChatroom> {
    const platform = new FakeChatroom();
    for (const _ of [1, 2]) {
      const server = createServer((request, response) => void platform.#answer(request, response));
      platform.#servers.push(server);
      platform.#urls.push(await listen(server));
    }
    return platform;
  }

  get url(): string {
    return this.#urls[0] ?? "";
  }

  get otherUrl(): string {
    return this.#urls[1] ?? "";
  }

  /** Streams that are open now. */
  get openStreams(): number {
    return this.#open.size;
  }

  /** The next calls of any kind end in this way. */
  failNext(...faults: ChatroomFault[]): void {
    this.#faults.push(...faults);
  }

  /** The next messages and edits do; "is typing" is shown meanwhile. */
  failNextMessage(...faults: ChatroomFault[]): void {
    this.#messageFaults.push(...faults);
  }

  /** The texts that are shown now, in one thread or in all. */
  shown(thread?: string): string[] {
    const there = this.messages.filter((message) => thread === undefined || message.thread === thread);
    return there.map(({ texts }) => texts.at(-1) ?? "");
  }

  /** Sends an update to the bot, as the platform does. @returns what it said to that. */
  async send(update: NewUpdate): Promise<Verdict> {
    const whole = this.number(update);
    return this.webhookUrl === undefined ? this.#stream(whole) : this.post(JSON.stringify(whole));
  }

  number(update: NewUpdate): Update {
    return { at: Date.now(), ...update, id: update.id ?? (this.#updates += 1) };
  }

  /** Posts a webhook, signed as it should be unless a signature is given. */
  async post(bytes: string, signature = this.sign(bytes)): Promise<Verdict> {
    const headers = { "x-chatroom-signature": signature };
    const { status } = await fetch(this.webhookUrl ?? "", { method: "POST", headers, body: bytes });
    return status === 200 ? "accepted" : status === 401 ? "refused" : "not_stored";
  }

  sign(bytes: string, { at = Date.now(), secret = chatroomSecrets.secret } = {}): string {
    return `${at}.${createHmac("sha256", secret).update(`${at}.${bytes}`).digest("hex")}`;
  }

  /** Ends the bots' streams, as a platform that is restarted does. */
  dropStreams(): void {
    for (const stream of this.#open) stream.destroy();
    this.#open.clear();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const server of this.#servers) {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    }
  }

  async #stream(update: Update): Promise<Verdict> {
    while (this.#open.size === 0) await delay(10);
    const acknowledged = Promise.withResolvers<boolean>();
    this.#acks.set(update.id, [...(this.#acks.get(update.id) ?? []), acknowledged.resolve]);
    const [first] = this.#open;
    first?.write(`data: ${JSON.stringify(update)}\n\n`);
    return (await acknowledged.promise) ? "accepted" : "not_stored";
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.headers.authorization !== `Bearer ${chatroomSecrets.token}`) return respond(response, 401, {});
    const [, kind = "", name = "", what] = (request.url ?? "").split("/");
    if (kind === "files") return void response.end(this.files.get(decodeURIComponent(name)));
    const body = (await json(request)) as Record<string, unknown>;
    if (kind === "stream") return this.#openStream(response);
    if (kind === "updates") {
      this.#acks.get(Number(name))?.shift()?.(body["stored"] === true);
      return respond(response, 200, {});
    }
    const fault = this.#faults.shift() ?? (what === "typing" ? undefined : this.#messageFaults.shift());
    if (fault !== undefined && fault !== "cut") return respond(response, fault.status, fault, fault.retryAfter);
    if (what === "typing") this.typing.push(body["on"] === true);
    const id = what === "typing" ? undefined : this.#show(request, kind === "messages" ? name : undefined, name, body);
    if (fault === "cut") return void response.destroy();
    respond(response, 200, id === undefined ? {} : { id });
  }

  /** @param edited the id of the message that is replaced. A message that comes twice under one key is shown once. */
  #show(request: IncomingMessage, edited: string | undefined, room: string, body: Record<string, unknown>): string {
    const { key, text, thread, choices } = body as { key: string; thread?: string } & Post;
    const known = this.messages.find((message) => message.id === edited || (key !== undefined && message.key === key));
    if (known !== undefined) {
      if (edited !== undefined) known.texts.push(text);
      return known.id;
    }
    const id = `m${this.messages.length + 1}`;
    const server = `http://${request.headers.host ?? ""}`;
    const where = { room, server, ...(thread === undefined ? {} : { thread }) };
    const shown = { id, key, ...where, at: performance.now(), texts: [text] };
    this.messages.push(choices === undefined ? shown : { ...shown, choices });
    return id;
  }

  #openStream(response: ServerResponse): void {
    this.streams += 1;
    this.#open.add(response);
    response.once("close", () => this.#open.delete(response));
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(": hello\n\n");
  }
}

function respond(response: ServerResponse, status: number, body: object, retryAfter?: number): void {
  const wait = retryAfter === undefined ? {} : { "retry-after": String(retryAfter) };
  response.writeHead(status, { "content-type": "application/json", ...wait }).end(JSON.stringify(body));
}
