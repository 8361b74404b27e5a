import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { text as readText } from "node:stream/consumers";
import type { Verdict } from "@causerie/server/connector";
import { exportPKCS8, importJWK, jwtVerify, SignJWT } from "jose";
import { listen } from "#support/listen.ts";
import { makeKey, type SigningKey } from "#support/sign-in/issuer.ts";
import { projectNumber } from "./events.ts";
import { asRead, findRefusal, textsIn } from "./find-refusal.ts";

export const chatAccount = "chat@system.gserviceaccount.com";
const email = "bot@project.iam.gserviceaccount.com";

type Fields = Record<string, unknown>;

/** A message as people see it. `versions`: what it said, the newest last. */
export type ShownMessage = { space: string; thread: Fields | undefined; name: string; at: number; versions: Fields[] };

/** How a call ends in place of being done. `cut`: it is done, and the connection ends without an answer. */
export type ChatFault = { status: number; reason?: string; state?: string; retryAfter?: number } | "cut";

/** Made once for all tests of a process: it takes long. */
const keys = { ours: makeKey("RS256", "ours"), other: makeKey("RS256", "other"), account: makeKey("RS256", "account") };

/** The text of the key file of the app's service account. */
export async function keyFile(): Promise<string> {
  const private_key = await exportPKCS8((await keys.account).privateKey);
  return JSON.stringify({ type: "service_account", private_key_id: "k1", private_key, client_email: email });
}

/** Google: its keys, its tokens, the Chat API with the limits that it documents, and its requests. */
export class FakeGoogleChat implements AsyncDisposable {
  /** Where it posts to. */
  requestUrl = "";
  /** The audience of its tokens, and in whose name it calls with an endpoint URL; undefined: the number of the project. */
  endpointUrl: string | undefined;
  readonly messages: ShownMessage[] = [];
  /** How often it was asked for a token, and for its keys. */
  readonly asked = { token: 0, keys: 0 };
  /** What people have uploaded, by its resource name. */
  readonly files = new Map<string, string>();
  /** Refuses what comes faster than it documents: one write in a second to a space. */
  keepsRates = false;
  /** Whether it takes the key of the service account. */
  knowsAccount = true;
  readonly answers: { status: number; body: string }[] = [];
  readonly #server: Server;
  readonly #faults: ChatFault[] = [];
  readonly #byRequest = new Map<string, ShownMessage>();
  #url = "";
  #key!: SigningKey;
  #account = "";
  #token = "";

  static async start(): Promise<FakeGoogleChat> {
    const chat = new FakeGoogleChat();
    chat.#key = await keys.ours;
    chat.#account = await keyFile();
    chat.#url = await listen(chat.#server);
    return chat;
  }

  private constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  /** The options of a connector that meets this Google. */
  get options() {
    return {
      projectNumber,
      serviceAccountKey: this.#account,
      apiUrl: this.#url,
      tokenUrl: `${this.#url}/token`,
      keysUrl: `${this.#url}/keys`,
    };
  }

  /** The next calls that send or change a message end in this way. */
  failNext(...faults: ChatFault[]): void {
    this.#faults.push(...faults);
  }

  /** Tokens that were given are not taken any more. */
  revokeTokens(): void {
    this.#token = "none";
  }

  /** The words of the messages that are shown now. */
  shown(): string[] {
    return this.messages.map(wordsOf);
  }

  /** A token as Google signs it. A claim that is undefined is left out. */
  async sign(claims: Fields = {}, key: SigningKey = this.#key): Promise<string> {
    const at = Math.floor(Date.now() / 1_000);
    const own =
      this.endpointUrl === undefined
        ? { iss: chatAccount, aud: projectNumber }
        : { iss: "https://accounts.google.com", aud: this.endpointUrl, email: chatAccount, email_verified: true };
    const all = { ...own, iat: at, exp: at + 3_600, ...claims };
    const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
    return await new SignJWT(given).setProtectedHeader({ alg: "RS256", kid: key.kid }).sign(key.privateKey);
  }

  /** A key that stands in no document of Google's; `kid`: the name that it pretends to have. */
  async otherKey(kid: string): Promise<SigningKey> {
    return { ...(await keys.other), kid };
  }

  /** Posts an event as Google does; `verdict` is what the connector said. */
  async send(event: Fields, authorization?: string): Promise<Verdict> {
    const response = await fetch(this.requestUrl, {
      method: "POST",
      headers: {
        "content-type": "application/json; charset=utf-8",
        authorization: authorization ?? `Bearer ${await this.sign()}`,
      },
      body: JSON.stringify(event),
    });
    const { status } = response;
    this.answers.push({ status, body: await response.text() });
    return status === 200 ? "accepted" : status === 401 ? "refused" : "not_stored";
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "", this.#url);
    const body = await readText(request);
    const reply = (status: number, answer: object, headers = {}): void =>
      void response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(answer));
    if (pathname === "/keys") {
      this.asked.keys += 1;
      return reply(200, { keys: [this.#key.jwk] });
    }
    if (pathname === "/token") return await this.#giveToken(new URLSearchParams(body), reply);
    if (this.#token === "" || request.headers.authorization !== `Bearer ${this.#token}`)
      return reply(401, { error: { code: 401, status: "UNAUTHENTICATED" } });
    if (pathname.startsWith("/v1/media/")) {
      const content = this.files.get(decodeURIComponent(pathname.slice("/v1/media/".length)));
      if (content === undefined || searchParams.get("alt") !== "media") return reply(404, {});
      return void response.writeHead(200, { "content-type": "application/octet-stream" }).end(content);
    }
    const fault = this.#faults.shift();
    if (fault !== undefined && fault !== "cut") {
      const { status, state, reason, retryAfter } = fault;
      const details = reason === undefined ? [] : [{ reason }];
      const wait = retryAfter === undefined ? {} : { "retry-after": String(retryAfter) };
      return reply(status, { error: { code: status, status: state, message: "quotes what was sent", details } }, wait);
    }
    if (request.method === "GET" && pathname === "/v1/spaces") return reply(200, { spaces: [] });
    const done = this.#write(String(request.method), pathname, searchParams, JSON.parse(body) as Fields);
    if (fault === "cut") return void response.destroy();
    if ("code" in done) return reply(done.code, { error: done });
    reply(200, { name: done.name, thread: done.thread, ...done.versions.at(-1) });
  }

  async #giveToken(form: URLSearchParams, reply: (status: number, answer: object) => void): Promise<void> {
    this.asked.token += 1;
    if (form.get("grant_type") !== "urn:ietf:params:oauth:grant-type:jwt-bearer")
      return reply(400, { error: "unsupported_grant_type" });
    const key = await importJWK((await keys.account).jwk, "RS256");
    const audience = `${this.#url}/token`;
    const claims = await jwtVerify(form.get("assertion") ?? "", key, { issuer: email, audience }).then(
      ({ payload }) => payload,
      () => undefined,
    );
    const { scope, exp = 0, iat = 0 } = claims ?? {};
    if (!this.knowsAccount || claims === undefined || exp - iat > 3_600)
      return reply(400, { error: "invalid_grant", error_description: `Invalid JWT: ${String(form.get("assertion"))}` });
    if (scope !== "https://www.googleapis.com/auth/chat.bot") return reply(400, { error: "invalid_scope" });
    this.#token = `ya29.token-${this.asked.token}`;
    reply(200, { token_type: "Bearer", expires_in: 3_599, access_token: this.#token });
  }

  #write(
    method: string,
    path: string,
    query: URLSearchParams,
    message: Fields,
  ): ShownMessage | { code: number; status: string } {
    const refusal = findRefusal(message);
    if (refusal !== undefined) return { code: 400, status: "INVALID_ARGUMENT" };
    const [, space = "", id] = /^\/v1\/spaces\/([\w-]+)\/messages(?:\/([\w.-]+))?$/.exec(path) ?? [];
    if (method === "PATCH") return this.#change(`spaces/${space}/messages/${id}`, query, message);
    if (method !== "POST" || space === "" || id !== undefined) return { code: 404, status: "NOT_FOUND" };
    const request = query.get("requestId") ?? "";
    const before = this.#byRequest.get(request);
    if (before !== undefined) return before;
    const at = performance.now();
    const isFast = this.messages.some((each) => each.space === space && at - each.at < 1_000);
    if (this.keepsRates && isFast) return { code: 429, status: "RESOURCE_EXHAUSTED" };
    const { thread, ...version } = message;
    const option = query.get("messageReplyOption");
    if (thread !== undefined && option !== "REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD")
      return { code: 400, status: "INVALID_ARGUMENT" };
    const name = `spaces/${space}/messages/b${this.messages.length}.b${this.messages.length}`;
    const shown = { space, thread: thread as Fields | undefined, name, at, versions: [version] };
    this.messages.push(shown);
    if (request !== "") this.#byRequest.set(request, shown);
    return shown;
  }

  #change(name: string, query: URLSearchParams, message: Fields): ShownMessage | { code: number; status: string } {
    const known = this.messages.find((each) => each.name === name);
    if (known === undefined) return { code: 404, status: "NOT_FOUND" };
    if (query.get("updateMask") !== "text,cardsV2") return { code: 400, status: "INVALID_ARGUMENT" };
    known.versions.push(message);
    return known;
  }
}

/** The words of the first text that people see. */
export function wordsOf({ versions }: ShownMessage): string {
  return asRead(textsIn(versions.at(-1) ?? {})[0] ?? "");
}
