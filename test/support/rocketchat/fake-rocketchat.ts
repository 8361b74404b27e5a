import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import type { Verdict } from "@causerie/server/connector";
import { listen } from "#support/listen.ts";

export const secrets = {
  userId: "botbotbotbotbotbb",
  authToken: "the-personal-access-token",
  webhookToken: "the-token-of-the-webhook",
  livechatToken: "the-token-of-omnichannel",
};

export const bot = secrets.userId;
export const ana = "anaanaanaanaanaan";
export const ben = "benbenbenbenbenbe";
export const room = "GENERAL";
/** The room of a person with the bot. */
export const directOf = (user: string): string => [user, bot].toSorted().join("");

type Fields = Record<string, unknown>;

export type ShownMessage = {
  _id: string;
  roomId: string;
  tmid?: string;
  text: string;
  attachments: Fields[];
  file?: string;
};

/** How a call ends in place of being done. `cut`: it is done, and the connection ends without an answer. */
export type RocketChatFault = { status: number; error?: string; errorType?: string; resetInMs?: number } | "cut";

/** A Rocket.Chat server: its REST API with the limits that it documents, and its webhooks. */
export class FakeRocketChat implements AsyncDisposable {
  /** Where it posts to. */
  requestUrl = "";
  readonly messages: ShownMessage[] = [];
  readonly calls: string[] = [];
  readonly uploads: { room: string; name: string; bytes: string }[] = [];
  /** What people have sent, by its path. */
  readonly files = new Map<string, string>();
  readonly users = new Map<string, Fields>([
    [bot, { _id: bot, username: "helper", type: "user", roles: ["user", "bot"] }],
    [ana, { _id: ana, username: "ana", name: "Ana Duval", type: "user" }],
    [ben, { _id: ben, username: "ben", name: "Ben", type: "user" }],
    ["otherbototherboto", { _id: "otherbototherboto", username: "other", type: "bot" }],
  ]);
  readonly #server: Server;
  readonly #faults: RocketChatFault[] = [];
  readonly #media = new Map<string, { name: string; bytes: string }>();
  #url = "";
  #count = 0;

  static async start(): Promise<FakeRocketChat> {
    const platform = new FakeRocketChat();
    platform.#url = await listen(platform.#server);
    return platform;
  }

  private constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  get url(): string {
    return this.#url;
  }

  /** The next calls that send a message end in this way. */
  failNext(...faults: RocketChatFault[]): void {
    this.#faults.push(...faults);
  }

  shown(): string[] {
    return this.messages.map(({ text }) => text);
  }

  buttons(): { text: string; msg?: string; url?: string }[] {
    return this.messages.flatMap(({ attachments }) => attachments.flatMap(({ actions = [] }) => actions as []));
  }

  nextId(): string {
    return `message${(this.#count += 1)}`;
  }

  /** Posts a message as the outgoing webhook does. */
  say(
    text: string,
    {
      user = ana,
      channel = directOf(user),
      id = this.nextId(),
      token = secrets.webhookToken,
      ...more
    }: { user?: string; channel?: string; id?: string; token?: string } & Fields = {},
  ): Promise<Verdict> {
    return this.post({
      token,
      bot: false,
      channel_id: channel,
      ...(channel === room ? { channel_name: "general" } : {}),
      message_id: id,
      timestamp: new Date().toISOString(),
      user_id: user,
      user_name: "somebody",
      text,
      siteUrl: this.#url,
      ...more,
    });
  }

  /** Posts what happens in a session of the live chat. */
  livechat(type: string, more: Fields = {}, token = secrets.livechatToken): Promise<Verdict> {
    const visitor = { _id: "visitor123456", token: "secret-of-the-visitor", name: "Zoe", username: "guest-1" };
    const body = {
      _id: "session123456",
      label: "Zoe",
      createdAt: new Date().toISOString(),
      visitor,
      type,
      messages: [],
      ...more,
    };
    return this.post(body, "/omnichannel", { "x-rocketchat-livechat-token": token });
  }

  async post(body: Fields, path = "", headers: Record<string, string> = {}): Promise<Verdict> {
    const response = await fetch(`${this.requestUrl}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
    // Words in an answer would be shown to everybody in the room.
    if ((await response.text()) !== "" && response.status === 200) throw new Error("the answer has words");
    return response.status === 200 ? "accepted" : response.status === 401 ? "refused" : "not_stored";
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "", this.#url);
    const path = pathname.replace("/api/v1/", "");
    const bytes = await buffer(request);
    this.calls.push(`${request.method} ${path}`);
    if (request.headers["x-auth-token"] !== secrets.authToken || request.headers["x-user-id"] !== bot)
      return reply(response, 401, { status: "error", message: "You must be logged in to do this." });
    if (pathname.startsWith("/file-upload/")) {
      const content = this.files.get(pathname);
      if (content === undefined) return void response.writeHead(404).end();
      return void response.writeHead(200, { "content-type": "image/png" }).end(content);
    }
    const fault = path === "chat.postMessage" ? this.#faults.shift() : undefined;
    if (fault !== undefined && fault !== "cut") return refuse(response, fault);
    if (path.startsWith("rooms.media/")) return this.#keepMedia(path, request, bytes, response);
    const body = JSON.parse(bytes.toString() || "{}") as Fields;
    const answer = this.#call(path, body, searchParams);
    if (fault === "cut") return void response.destroy();
    reply(response, answer["success"] === false ? 400 : 200, answer);
  }

  async #keepMedia(path: string, request: IncomingMessage, bytes: Buffer, response: ServerResponse): Promise<void> {
    const headers = { "content-type": request.headers["content-type"] ?? "" };
    const form = await new Response(new Uint8Array(bytes), { headers }).formData();
    const file = form.get("file") as File;
    const id = this.nextId();
    this.#media.set(id, { name: file.name, bytes: await file.text() });
    reply(response, 200, { success: true, file: { _id: id, url: `/file-upload/${id}/${file.name}`, path } });
  }

  #call(path: string, body: Fields, query: URLSearchParams): Fields {
    if (path === "me") return { success: true, ...this.users.get(bot) };
    if (path === "users.info") {
      const user = this.users.get(query.get("userId") ?? "");
      return user === undefined
        ? { success: false, error: "User not found.", errorType: "error-invalid-user" }
        : { success: true, user };
    }
    if (path === "im.create") {
      const user = [...this.users.values()].find(({ username }) => username === body["username"]);
      return { success: true, room: { _id: directOf(String(user?.["_id"])), t: "d" } };
    }
    const [kind = "", rid = "", id = ""] = path.split("/");
    if (kind === "rooms.mediaConfirm") {
      const file = this.#media.get(id);
      if (file === undefined) return { success: false, error: "invalid-file" };
      this.uploads.push({ room: rid, ...file });
      return { success: true, message: { _id: this.nextId() } };
    }
    if (path !== "chat.postMessage") return { success: false, error: "unknown" };
    const {
      roomId,
      text = "",
      attachments = [],
      tmid,
    } = body as { roomId: string; text?: string; attachments?: Fields[]; tmid?: string };
    if (text.length > 5_000) return { success: false, error: "error-message-size-exceeded" };
    if (text === "" && attachments.length === 0) return { success: false, error: "error-invalid-message" };
    if (!attachments.every(isAttachment)) return { success: false, error: "error-invalid-attachment" };
    const message = { _id: this.nextId(), roomId, text, attachments, ...(tmid === undefined ? {} : { tmid }) };
    this.messages.push(message);
    return { success: true, ts: Date.now(), channel: roomId, message };
  }
}

export function isAttachment({ text, image_url: image, actions, ...others }: Fields): boolean {
  const isWeb = (url: unknown): boolean => typeof url === "string" && /^https?:\/\//.test(url);
  if (Object.keys(others).some((name) => !["title", "button_alignment"].includes(name))) return false;
  if (text !== undefined && (typeof text !== "string" || text === "" || text.length > 5_000)) return false;
  if (image !== undefined && !isWeb(image)) return false;
  const isAction = ({ type, text: label, msg, url }: Fields): boolean =>
    type === "button" &&
    typeof label === "string" &&
    label !== "" &&
    (isWeb(url) || (typeof msg === "string" && msg !== "" && msg.length <= 5_000));
  return (text ?? image ?? actions) !== undefined && ((actions ?? []) as Fields[]).every(isAction);
}

function refuse(
  response: ServerResponse,
  { status, error = "Failed", errorType, resetInMs }: Exclude<RocketChatFault, "cut">,
): void {
  const headers = resetInMs === undefined ? {} : { "x-ratelimit-reset": String(Date.now() + resetInMs) };
  reply(response, status, { success: false, error, ...(errorType === undefined ? {} : { errorType }) }, headers);
}

function reply(response: ServerResponse, status: number, body: Fields, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}
