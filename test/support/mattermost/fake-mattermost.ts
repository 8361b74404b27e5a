import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { WebSocketServer, type WebSocket } from "ws";
import { listen } from "#support/listen.ts";
import { buttonsIn, findRefusal, type ShownButton } from "./find-refusal.ts";

export const token = "the-token-of-the-bot-account";

type Fields = Record<string, unknown>;

/** Ids have 26 signs. */
export const idOf = (name: string): string => name.padEnd(26, "z");

export const bot = idOf("helper");
export const ana = idOf("ana");
export const ben = idOf("ben");
export const dm = idOf("dmana");
export const benDm = idOf("dmben");
export const room = idOf("room");

/** A post as Mattermost keeps it. `versions`: what it said, the newest last. */
export type KeptPost = {
  id: string;
  create_at: number;
  update_at: number;
  edit_at: number;
  delete_at: number;
  user_id: string;
  channel_id: string;
  root_id: string;
  type: string;
  message: string;
  props: Fields;
  file_ids: string[];
  versions: string[];
};

/** How a call ends in place of being done. `cut`: it is done, and the connection ends without an answer. */
export type MattermostFault = { status: number; id?: string; retryAfter?: number; reset?: number } | "cut";

/** A Mattermost server: its REST API with the limits that it documents, its connection, its files, its calls for taps. */
export class FakeMattermost implements AsyncDisposable {
  readonly posts: KeptPost[] = [];
  /** Method and path of each call, in order. */
  readonly calls: string[] = [];
  readonly files = new Map<string, { name: string; bytes: string; channel: string }>();
  readonly typing: { channel: string; thread: string | undefined }[] = [];
  readonly users = new Map<string, Fields>([
    [bot, { id: bot, username: "helper", is_bot: true }],
    [
      ana,
      {
        id: ana,
        username: "ana",
        first_name: "Ana",
        last_name: "Duval",
        locale: "fr",
        timezone: { useAutomaticTimezone: "true", automaticTimezone: "Europe/Paris", manualTimezone: "" },
      },
    ],
  ]);
  readonly channels = new Map<string, string>([
    [dm, "D"],
    [benDm, "D"],
    [room, "O"],
  ]);
  teams = [{ id: idOf("team") }];
  version = "11.10.1";
  hasFlag = true;
  failsTyping = false;
  /** Channels that it does not show to the bot. */
  readonly hidden = new Set<string>();
  /** The server lets nobody open a connection. */
  refusesConnections = false;
  readonly #server: Server;
  readonly #sockets: WebSocketServer;
  readonly #faults: MattermostFault[] = [];
  readonly #known = new Set<WebSocket>();
  readonly #pending = new Map<string, KeptPost>();
  #url = "";
  #count = 0;
  #seq = 0;
  #lastTime = 0;

  static async start(): Promise<FakeMattermost> {
    const mattermost = new FakeMattermost();
    mattermost.#url = await listen(mattermost.#server);
    return mattermost;
  }

  private constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
    this.#sockets = new WebSocketServer({ noServer: true });
    this.#server.on("upgrade", (request, socket, head) => {
      if (this.refusesConnections || request.url !== "/api/v4/websocket") return void socket.destroy();
      this.#sockets.handleUpgrade(request, socket, head, (client) => this.#greet(client));
    });
  }

  get url(): string {
    return this.#url;
  }

  /** Those that have proved who they are. */
  get connections(): readonly WebSocket[] {
    return [...this.#known].filter(({ readyState }) => readyState === 1);
  }

  /** The next calls that send or change a post end in this way. */
  failNext(...faults: MattermostFault[]): void {
    this.#faults.push(...faults);
  }

  /** What the bot has said that is there now. */
  get said(): KeptPost[] {
    return this.posts.filter(({ user_id: user }) => user === bot);
  }

  shown(): string[] {
    return this.said.map(({ message }) => message);
  }

  /** Somebody posts. With `isMissed` nobody is told of it. */
  post(
    message: string,
    {
      user = ana,
      channel = dm,
      root = "",
      id = this.nextId(),
      at = this.nextTime(),
      isMissed = false,
      ...more
    }: { user?: string; channel?: string; root?: string; id?: string; at?: number; isMissed?: boolean } & Fields = {},
  ): KeptPost {
    const times = { create_at: at, update_at: at, edit_at: 0, delete_at: 0 };
    const parts = { user_id: user, channel_id: channel, root_id: root, type: "", message, props: {}, file_ids: [] };
    const post: KeptPost = { id, ...times, ...parts, versions: [message], ...more };
    this.posts.push(post);
    if (!isMissed) this.tell(post);
    return post;
  }

  /** Sends the event of a post once more. */
  tell(post: KeptPost): void {
    const kind = this.channels.get(post.channel_id) ?? "O";
    this.send(
      "posted",
      { channel_type: kind, post: JSON.stringify(post), sender_name: "@somebody", mentions: "[]" },
      post.channel_id,
    );
  }

  change(post: KeptPost, message: string, isMissed = false): void {
    Object.assign(post, { message, edit_at: this.nextTime(), update_at: this.#lastTime });
    if (!isMissed) this.send("post_edited", { post: JSON.stringify(post) }, post.channel_id);
  }

  delete(post: KeptPost, isMissed = false): void {
    Object.assign(post, { delete_at: this.nextTime(), update_at: this.#lastTime });
    if (!isMissed) this.send("post_deleted", { post: JSON.stringify(post), delete_by: post.user_id }, post.channel_id);
  }

  react(post: KeptPost, name: string, { user = ana, isAdded = true } = {}): void {
    const reaction = {
      user_id: user,
      post_id: post.id,
      emoji_name: name,
      create_at: this.nextTime(),
      channel_id: post.channel_id,
    };
    this.send(isAdded ? "reaction_added" : "reaction_removed", { reaction: JSON.stringify(reaction) }, post.channel_id);
  }

  /** Sends any event. */
  send(event: string, data: Fields, channel = ""): void {
    for (const socket of this.connections)
      socket.send(
        JSON.stringify({ event, data, broadcast: { channel_id: channel, user_id: "" }, seq: (this.#seq += 1) }),
      );
  }

  buttons(post = this.said.at(-1)): ShownButton[] {
    return buttonsIn(post?.props ?? {});
  }

  /** Somebody taps a button: the server posts what is bound to it. @returns the status of the answer; undefined: it has opened a page. */
  async tap(
    label: string,
    { user = ana, post = this.said.at(-1), trigger = this.nextId() } = {},
  ): Promise<number | undefined> {
    const button = this.buttons(post).find((each) => each.label === label);
    if (button === undefined || post === undefined) throw new Error(`there is no button "${label}"`);
    if (button.action === undefined) return undefined;
    return await this.callAction(button.action, { user, channel: post.channel_id, post: post.id, trigger });
  }

  async callAction(
    { url, context }: { url: string; context: Fields },
    { user, channel, post, trigger }: { user: string; channel: string; post: string; trigger: string },
  ): Promise<number> {
    const body = {
      user_id: user,
      user_name: "ana",
      channel_id: channel,
      post_id: post,
      trigger_id: trigger,
      type: "button",
      context,
    };
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", "user-agent": "Mattermost-Bot/1.1" },
      body: JSON.stringify(body),
    });
    await response.arrayBuffer();
    return response.status;
  }

  /** The connections end without a word. */
  cut(): void {
    for (const socket of this.connections) socket.terminate();
  }

  nextId(): string {
    return idOf(`n${(this.#count += 1)}x`);
  }

  /** Later than all before. */
  nextTime(): number {
    return (this.#lastTime = Math.max(Date.now(), this.#lastTime + 1));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#sockets.close();
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  #greet(socket: WebSocket): void {
    socket.on("message", (data: Buffer) => {
      const { seq, action, data: given } = JSON.parse(data.toString()) as { seq: number; action: string; data: Fields };
      if (action !== "authentication_challenge") return;
      if (given["token"] !== token) {
        const error = { id: "api.web_socket_router.bad_auth.app_error" };
        socket.send(JSON.stringify({ status: "FAIL", error, seq_reply: seq }));
        return;
      }
      this.#known.add(socket);
      const data1 = { server_version: this.version, connection_id: this.nextId() };
      socket.send(JSON.stringify({ event: "hello", data: data1, broadcast: { user_id: bot }, seq: 0 }));
      socket.send(JSON.stringify({ status: "OK", seq_reply: seq }));
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "", this.#url);
    const path = pathname.replace("/api/v4/", "");
    const method = request.method ?? "";
    const bytes = await buffer(request);
    this.calls.push(`${method} ${path}`);
    if (request.headers.authorization !== `Bearer ${token}`)
      return refuse(response, { status: 401, id: "api.context.session_expired.app_error" });
    if (this.failsTyping && path === "users/me/typing") return refuse(response, { status: 403 });
    const isFaulty = `${method} ${path}` === "POST posts" || method === "PUT";
    const fault = isFaulty ? this.#faults.shift() : undefined;
    if (fault !== undefined && fault !== "cut") return refuse(response, fault);
    if (method === "GET" && path.startsWith("files/")) {
      const file = this.files.get(path.slice("files/".length));
      if (file === undefined) return refuse(response, { status: 404, id: "app.file_info.get.app_error" });
      return void response.writeHead(200, { "content-type": "application/octet-stream" }).end(file.bytes);
    }
    const isBytes = path === "files";
    const body = isBytes ? {} : (JSON.parse(bytes.toString() || "{}") as Fields);
    const answer = isBytes ? this.#keepFile(searchParams, bytes) : this.#call(`${method} ${path}`, body, searchParams);
    if (fault === "cut") return void response.destroy();
    if (typeof answer === "object" && "status" in answer) return refuse(response, answer as { status: number });
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  }

  #keepFile(query: URLSearchParams, bytes: Buffer): object {
    const id = this.nextId();
    this.files.set(id, {
      name: query.get("filename") ?? "",
      bytes: bytes.toString(),
      channel: query.get("channel_id") ?? "",
    });
    return { file_infos: [{ id }] };
  }

  #call(call: string, body: Fields, query: URLSearchParams): object {
    const [, one = "", two = "", three = ""] = /^\w+ (\w+)(?:\/(\w+))?(?:\/(\w+))?/.exec(call) ?? [];
    if (call === "POST posts") return this.#create(body);
    if (call.startsWith("PUT posts/")) return this.#patch(two, body);
    if (call === "POST channels/direct") return this.#openDirect(body as unknown as string[]);
    if (call === "POST users/me/typing") {
      this.typing.push({ channel: String(body["channel_id"]), thread: body["parent_id"] as string | undefined });
      return {};
    }
    if (call === "GET users/me/channels")
      return [...this.channels].map(([id, type]) => ({
        id,
        type,
        last_post_at: Math.max(
          0,
          ...this.posts.filter((post) => post.channel_id === id).map(({ create_at: at }) => at),
        ),
      }));
    if (call === "GET users/me/teams") return this.teams;
    if (call === "GET config/client")
      return { Version: this.version, FeatureFlagMmBlocksEnabled: String(this.hasFlag) };
    if (one === "users")
      return this.users.get(two === "me" ? bot : two) ?? { status: 404, id: "app.user.missing_account.const" };
    if (one === "channels" && this.hidden.has(two)) return { status: 403, id: "api.context.permissions.app_error" };
    if (one === "channels" && three === "posts") return this.#since(two, Number(query.get("since")));
    const type = this.channels.get(two);
    return type === undefined ? { status: 404, id: "app.channel.get.existing.app_error" } : { id: two, type };
  }

  #since(channel: string, since: number): object {
    const posts = this.posts.filter((post) => post.channel_id === channel && post.update_at >= since);
    return {
      order: posts.map(({ id }) => id).toReversed(),
      posts: Object.fromEntries(posts.map((post) => [post.id, post])),
    };
  }

  #openDirect(members: readonly string[]): object {
    const other = members.find((member) => member !== bot) ?? "";
    const known: Record<string, string> = { [ana]: dm, [ben]: benDm };
    const id = known[other];
    if (id === undefined) return { status: 400, id: "api.channel.create_direct_channel.invalid_user.app_error" };
    return { id, type: "D" };
  }

  #create(body: Fields): object {
    const name = String(body["pending_post_id"]);
    const before = this.#pending.get(name);
    if (before !== undefined) return before;
    const { channel_id: channel, root_id: root = "" } = body as { channel_id: string; root_id?: string };
    if (!this.channels.has(channel)) return { status: 404, id: "app.channel.get.existing.app_error" };
    const begins = this.posts.find(({ id }) => id === root);
    if (root !== "" && (begins === undefined || begins.delete_at > 0 || begins.root_id !== ""))
      return { status: 400, id: "api.post.create_post.root_id.app_error" };
    const given = {
      message: String(body["message"]),
      props: body["props"] as Fields,
      file_ids: (body["file_ids"] ?? []) as string[],
    };
    const refusal = findRefusal(given, this.#hasBlocks());
    if (refusal !== undefined) return { status: 400, id: refusal };
    const props = { ...given.props, from_bot: "true" };
    const post = this.post(given.message, {
      user: bot,
      channel,
      root,
      props,
      file_ids: given.file_ids,
      pending_post_id: name,
    });
    this.#pending.set(name, post);
    return post;
  }

  #patch(id: string, body: Fields): object {
    const post = this.posts.find((each) => each.id === id);
    if (post === undefined) return { status: 404, id: "app.post.get.app_error" };
    const given = { message: String(body["message"]), props: body["props"] as Fields };
    const refusal = findRefusal(given, this.#hasBlocks());
    if (refusal !== undefined) return { status: 400, id: refusal };
    post.versions.push(given.message);
    post.props = { ...given.props, from_bot: "true" };
    this.change(post, given.message);
    return post;
  }

  #hasBlocks(): boolean {
    const [major = 0, minor = 0] = this.version.split(".").map(Number);
    return this.hasFlag && (major > 11 || (major === 11 && minor >= 10));
  }
}

function refuse(
  response: ServerResponse,
  { status, id = "some.error", retryAfter, reset }: Exclude<MattermostFault, "cut">,
): void {
  const headers = {
    ...(retryAfter === undefined ? {} : { "retry-after": String(retryAfter) }),
    ...(reset === undefined ? {} : { "x-ratelimit-reset": String(reset) }),
  };
  response
    .writeHead(status, { "content-type": "application/json", ...headers })
    .end(JSON.stringify({ id, status_code: status, message: "No." }));
}
