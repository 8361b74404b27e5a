import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import type { Verdict } from "@causerie/server/connector";
import { listen } from "#support/listen.ts";

export const bot = "2222222222222222222";
export const ana = "1111111111111111111";
export const ben = "3333333333333333333";

export const secrets = {
  consumerSecret: "the-api-key-secret",
  clientSecret: "the-client-secret",
  refreshToken: "refresh-0",
  bearerToken: "the-bearer-token-of-the-app",
};

type Fields = Record<string, unknown>;

export type SentMessage = { to: string; text: string; media?: string };

/** How the next message ends in place of being sent. `cut`: it is sent, and the connection ends without an answer. */
export type XFault = { status: number; detail?: string; type?: string; headers?: Record<string, string> } | "cut";

/** X: its API with the limits that it documents, tokens that are replaced at each use, and its webhook. */
export class FakeX implements AsyncDisposable {
  /** Where it posts to. */
  requestUrl = "";
  readonly sent: SentMessage[] = [];
  readonly calls: string[] = [];
  readonly uploads = new Map<string, { category: string; total: number; pieces: string[]; asked: number }>();
  /** What people have sent, by its path. */
  readonly files = new Map<string, string>();
  webhooks: Fields[] = [];
  subscriptions: Fields[] = [{ event_type: "dm.received", filter: { user_id: bot } }];
  account = bot;
  /** Seconds that a token lives. */
  lifeSeconds = 7_200;
  /** Refresh tokens that were given out, the newest last; each is good for one use. */
  readonly refreshed: string[] = [];
  /** What has to happen before a refresh token is answered. */
  beforeTokens: () => Promise<void> = async () => undefined;
  /** How often a film is being read before X has it. */
  readingFor = 0;
  #refresh = secrets.refreshToken;
  #access = "";
  readonly #server: Server;
  readonly #faults: XFault[] = [];
  #url = "";
  #count = 1_000_000_000_000_000_000n;

  static async start(): Promise<FakeX> {
    const platform = new FakeX();
    platform.#url = await listen(platform.#server);
    return platform;
  }

  private constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  get url(): string {
    return this.#url;
  }

  get tokensGiven(): number {
    return this.refreshed.length;
  }

  shown(): string[] {
    return this.sent.map(({ text }) => text);
  }

  /** The next messages end in this manner. */
  failNext(...faults: XFault[]): void {
    this.#faults.push(...faults);
  }

  /** The account's owner takes the app's rights away: nothing that was given out is good any more. */
  revoke(): void {
    this.#access = "revoked";
    this.#refresh = "revoked";
  }

  /** Another sign-in at the account. */
  signIn(refreshToken: string): void {
    this.#refresh = refreshToken;
  }

  nextId(): string {
    return String((this.#count += 1n));
  }

  /** Posts a direct message as the X Activity API does. */
  say(
    text: string,
    {
      user = ana,
      id = this.nextId(),
      at = Date.now(),
      ...more
    }: {
      user?: string;
      id?: string;
      at?: number;
      media?: Fields;
      urls?: Fields[];
      recipient?: string;
      kind?: string;
    } = {},
  ): Promise<Verdict> {
    return this.post(messageOf(text, { user, id, at, ...more }));
  }

  /** @param sign of the bytes; undefined: no header. */
  async post(
    body: object | string,
    sign: ((bytes: string) => string | undefined) | undefined = signedBy(secrets.consumerSecret),
  ): Promise<Verdict> {
    const bytes = typeof body === "string" ? body : JSON.stringify(body);
    const signature = sign?.(bytes);
    const response = await fetch(this.requestUrl, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(signature === undefined ? {} : { "x-twitter-webhooks-signature": signature }),
      },
      body: bytes,
    });
    await response.body?.cancel();
    return response.status === 200 ? "accepted" : response.status === 401 ? "refused" : "not_stored";
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "", this.#url);
    const bytes = await buffer(request);
    this.calls.push(`${request.method} ${pathname}`);
    if (pathname === "/2/oauth2/token")
      return await this.#giveTokens(request, new URLSearchParams(bytes.toString()), response);
    const token = request.headers.authorization ?? "";
    const isOfApp = pathname === "/2/webhooks" || pathname === "/2/activity/subscriptions";
    if (token !== `Bearer ${isOfApp ? secrets.bearerToken : this.#access}` || this.#access === "revoked")
      return reply(response, 401, { title: "Unauthorized", detail: "Unauthorized", status: 401, type: "about:blank" });
    if (pathname === "/2/webhooks") return reply(response, 200, { data: this.webhooks });
    if (pathname === "/2/activity/subscriptions") return reply(response, 200, { data: this.subscriptions });
    if (pathname === "/2/users/me") return reply(response, 200, { data: { id: this.account, username: "helper" } });
    if (pathname.startsWith("/dm/")) return this.#giveFile(pathname, response);
    if (pathname.startsWith("/2/media/upload"))
      return await this.#upload(pathname, searchParams, request, bytes, response);
    const [, to] = /^\/2\/dm_conversations\/with\/(\d+)\/messages$/.exec(pathname) ?? [];
    if (to === undefined || request.method !== "POST") return reply(response, 404, { title: "Not Found Error" });
    this.#send(to, JSON.parse(bytes.toString()) as Fields, response);
  }

  async #giveTokens(request: IncomingMessage, form: URLSearchParams, response: ServerResponse): Promise<void> {
    await this.beforeTokens();
    const basic = `Basic ${Buffer.from(`client:${secrets.clientSecret}`).toString("base64")}`;
    if (request.headers.authorization !== basic || form.get("grant_type") !== "refresh_token")
      return reply(response, 401, { error: "unauthorized_client" });
    if (form.get("refresh_token") !== this.#refresh || this.#refresh === "revoked") {
      // Who shows one that was used before may have stolen it.
      return reply(response, 400, {
        error: "invalid_request",
        error_description: "Value passed for the token was invalid.",
      });
    }
    this.refreshed.push(this.#refresh);
    this.#refresh = `refresh-${this.refreshed.length}-${form.get("refresh_token")}`;
    this.#access = `access-${this.refreshed.length}`;
    const tokens = { access_token: this.#access, refresh_token: this.#refresh };
    reply(response, 200, { token_type: "bearer", expires_in: this.lifeSeconds, scope: "dm.read dm.write", ...tokens });
  }

  #send(to: string, body: Fields, response: ServerResponse): void {
    const fault = this.#faults.shift();
    if (fault !== undefined && fault !== "cut") {
      const { status, detail = "no", type = "about:blank", headers = {} } = fault;
      return reply(response, status, { title: "no", detail, type, status }, headers);
    }
    const wrong = findRefusal(body, this.uploads);
    if (wrong !== undefined)
      return reply(response, 400, { title: "Invalid Request", detail: wrong, errors: [{ message: wrong }] });
    const { text = "", attachments } = body as { text?: string; attachments?: { media_id: string }[] };
    const media = attachments?.[0]?.media_id;
    this.sent.push({ to, text, ...(media === undefined ? {} : { media }) });
    if (fault === "cut") return void response.destroy();
    reply(response, 201, { data: { dm_conversation_id: `${to}-${bot}`, dm_event_id: this.nextId() } });
  }

  #giveFile(path: string, response: ServerResponse): void {
    const content = this.files.get(path);
    if (content === undefined) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": "image/jpeg" }).end(content);
  }

  async #upload(
    path: string,
    query: URLSearchParams,
    request: IncomingMessage,
    bytes: Buffer,
    response: ServerResponse,
  ): Promise<void> {
    if (path.endsWith("/initialize")) {
      const { media_category: category, total_bytes: total } = JSON.parse(bytes.toString()) as Fields;
      const id = this.nextId();
      this.uploads.set(id, { category: String(category), total: Number(total), pieces: [], asked: 0 });
      return reply(response, 200, { data: { id, media_key: `3_${id}`, expires_after_secs: 86_400 } });
    }
    const [, named] = /\/upload\/(\d+)\//.exec(path) ?? [];
    const upload = this.uploads.get(named ?? query.get("media_id") ?? "");
    if (upload === undefined) return reply(response, 404, { title: "Not Found Error" });
    if (path.endsWith("/append")) {
      const headers = { "content-type": request.headers["content-type"] ?? "" };
      const form = await new Response(new Uint8Array(bytes), { headers }).formData();
      upload.pieces[Number(form.get("segment_index"))] = await (form.get("media") as File).text();
      return reply(response, 200, { data: { expires_at: 1 } });
    }
    if (!path.endsWith("/finalize")) upload.asked += 1;
    const isRead = !upload.category.endsWith("video") || upload.asked >= this.readingFor;
    const state = { processing_info: { state: isRead ? "succeeded" : "in_progress", check_after_secs: 1 } };
    reply(response, 200, { data: { id: named, ...(upload.category.endsWith("video") ? state : {}) } });
  }
}

/** Why X would refuse a message. Undefined: it takes it. */
export function findRefusal(body: Fields, uploads: ReadonlyMap<string, unknown>): string | undefined {
  const { text, attachments, ...others } = body;
  if (Object.keys(others).length > 0) return "unknown fields";
  if (text === undefined && attachments === undefined) return "text or attachments";
  if (text !== undefined && (typeof text !== "string" || text.trim() === "" || text.length > 10_000)) return "text";
  if (attachments === undefined) return undefined;
  const [first, ...more] = attachments as { media_id?: string }[];
  return more.length > 0 || !uploads.has(first?.media_id ?? "") ? "one attachment that was uploaded" : undefined;
}

export function signedBy(secret: string): (bytes: string) => string {
  return (bytes) => `sha256=${createHmac("sha256", secret).update(bytes).digest("base64")}`;
}

/** A direct message in the shape of the X Activity API. */
export function messageOf(
  text: string,
  {
    user,
    id,
    at,
    media,
    urls = [],
    recipient = bot,
    kind = "dm.received",
  }: { user: string; id: string; at: number; media?: Fields; urls?: Fields[]; recipient?: string; kind?: string },
): Fields {
  const attachment = media === undefined ? {} : { attachment: { type: "media", media } };
  return {
    data: {
      event_uuid: id,
      filter: { user_id: bot },
      event_type: kind,
      payload: {
        direct_message_events: [
          {
            type: "message_create",
            id,
            created_timestamp: String(at),
            message_create: {
              target: { recipient_id: recipient },
              sender_id: user,
              message_data: { text, entities: { urls, user_mentions: [] }, ...attachment },
            },
          },
        ],
        users: { [user]: { data: { id: user, name: "Ana Duval", username: "ana" } } },
      },
    },
  };
}

function reply(response: ServerResponse, status: number, body: Fields, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}
