import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { text as readText } from "node:stream/consumers";
import type { Verdict } from "@causerie/server/connector";
import { SignJWT } from "jose";
import { listen } from "#support/listen.ts";
import { makeKey, type SigningKey } from "#support/sign-in/issuer.ts";
import { appId, tenant } from "./activities.ts";
import { findRefusal, textsIn } from "./find-refusal.ts";

export const teamsSecret = "the-client-secret";
const issuer = "https://api.botframework.com";

type Fields = Record<string, unknown>;

/** A message as people see it. `versions`: what it said, the newest last. */
export type ShownMessage = { conversation: string; id: string; at: number; versions: Fields[] };

/** How a call ends in place of being done. `cut`: it is done, and the connection ends without an answer. */
export type TeamsFault = { status: number; code?: string; retryAfter?: number } | "cut";

/** Made once for all tests of a process: it takes long. */
const keys = { ours: makeKey("RS256", "ours"), other: makeKey("RS256", "other") };

/** Microsoft: its keys, its tokens, the service of Teams with the limits that it documents, and its requests. */
export class FakeTeams implements AsyncDisposable {
  /** Where it posts to. */
  requestUrl = "";
  readonly messages: ShownMessage[] = [];
  /** Conversations in which "is typing" was shown. */
  readonly typing: string[] = [];
  /** How often it was asked for a token, and for its keys. */
  readonly asked = { token: 0, keys: 0 };
  /** What people have sent, by the name in the address. */
  readonly files = new Map<string, string>();
  /** Refuses what comes faster than it documents: 7 messages in a second, 60 in 30 seconds. */
  keepsRates = false;
  /** Answers of people's calls, in order. */
  readonly answers: { status: number; body: string }[] = [];
  secret = teamsSecret;
  readonly #server: Server;
  readonly #faults: TeamsFault[] = [];
  #url = "";
  #key!: SigningKey;
  #token = "";

  static async start(): Promise<FakeTeams> {
    const teams = new FakeTeams();
    teams.#key = await keys.ours;
    teams.#url = await listen(teams.#server);
    return teams;
  }

  private constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  /** The options of a connector that meets this Microsoft. */
  get options() {
    const { origin } = new URL(this.#url);
    return {
      appId,
      appPassword: teamsSecret,
      keysUrl: `${this.#url}/keys`,
      loginUrl: this.#url,
      serviceOrigins: [origin],
    };
  }

  get serviceUrl(): string {
    return `${this.#url}/emea/`;
  }

  /** The next calls that send or change a message end in this way. */
  failNext(...faults: TeamsFault[]): void {
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

  fileUrl(name: string, content: string): string {
    this.files.set(name, content);
    return `${this.#url}/files/${name}`;
  }

  /** A token as Microsoft signs it. A claim that is undefined is left out. */
  async sign(claims: Fields = {}, { key = this.#key, header = {} }: { key?: SigningKey; header?: Fields } = {}) {
    const at = Math.floor(Date.now() / 1_000);
    const all = { iss: issuer, aud: appId, serviceurl: this.serviceUrl, nbf: at, exp: at + 3_600, ...claims };
    const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
    return await new SignJWT(given).setProtectedHeader({ alg: "RS256", kid: key.kid, ...header }).sign(key.privateKey);
  }

  /** A key that stands in no document of Microsoft's; `kid`: the name that it pretends to have. */
  async otherKey(kid: string): Promise<SigningKey> {
    return { ...(await keys.other), kid };
  }

  /** Posts an activity as Microsoft does; `verdict` is what the connector said. */
  async send(activity: Fields, authorization?: string): Promise<Verdict> {
    const response = await fetch(this.requestUrl, {
      method: "POST",
      headers: {
        "content-type": "application/json; charset=utf-8",
        authorization: authorization ?? `Bearer ${await this.sign()}`,
      },
      body: JSON.stringify({ serviceUrl: this.serviceUrl, ...activity }),
    });
    const { status } = response;
    this.answers.push({ status, body: await response.text() });
    return status === 200 ? "accepted" : status === 401 || status === 403 ? "refused" : "not_stored";
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? "").split("/").map(decodeURIComponent);
    const body = await readText(request);
    const reply = (status: number, answer: object, headers = {}): void =>
      void response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(answer));
    if (path[1] === "keys") {
      this.asked.keys += 1;
      const webChat = { ...(await keys.other).jwk, kid: "web-chat", endorsements: ["webchat"] };
      return reply(200, { keys: [{ ...this.#key.jwk, endorsements: ["msteams", "skype"] }, webChat] });
    }
    if (path[2] === "oauth2") return this.#giveToken(path[1] ?? "", new URLSearchParams(body), reply);
    const isAllowed = this.#token !== "" && request.headers.authorization === `Bearer ${this.#token}`;
    if (!isAllowed) return reply(401, { error: { code: "Unauthorized" } });
    if (path[1] === "files") {
      const content = this.files.get(path[2] ?? "");
      if (content === undefined) return void response.writeHead(404).end();
      return void response.writeHead(200, { "content-type": "image/png" }).end(content);
    }
    const [, , version, kind, conversation = "", activities, id] = path;
    if (version !== "v3" || kind !== "conversations" || activities !== "activities") return reply(404, {});
    const activity = JSON.parse(body) as Fields;
    if (activity["type"] === "typing") {
      this.typing.push(conversation);
      return reply(201, { id: "" });
    }
    const fault = this.#faults.shift();
    if (fault !== undefined && fault !== "cut") {
      const wait = fault.retryAfter === undefined ? {} : { "retry-after": String(fault.retryAfter) };
      return reply(fault.status, { error: { code: fault.code ?? "Error", message: "quotes what was sent" } }, wait);
    }
    const done = this.#show(conversation, id, activity);
    if (fault === "cut") return void response.destroy();
    if ("code" in done) return reply(done.status, { error: done });
    reply(id === undefined ? 201 : 200, done);
  }

  #giveToken(given: string, form: URLSearchParams, reply: (status: number, answer: object) => void): void {
    this.asked.token += 1;
    const isTenant = given === tenant || given === "botframework.com";
    if (!isTenant || form.get("client_id") !== appId) return reply(400, { error: "unauthorized_client" });
    if (form.get("grant_type") !== "client_credentials" || form.get("client_secret") !== this.secret)
      return reply(401, {
        error: "invalid_client",
        error_description: `AADSTS7000215: ${String(form.get("client_secret"))}`,
      });
    if (form.get("scope") !== "https://api.botframework.com/.default") return reply(400, { error: "invalid_scope" });
    this.#token = `token-${this.asked.token}`;
    reply(200, { token_type: "Bearer", expires_in: 3_600, access_token: this.#token });
  }

  #show(
    conversation: string,
    id: string | undefined,
    activity: Fields,
  ): { id: string } | { status: number; code: string } {
    const refusal = findRefusal(activity);
    if (refusal !== undefined) return { status: refusal === "MessageSizeTooBig" ? 413 : 400, code: refusal };
    const at = performance.now();
    if (id !== undefined) {
      const known = this.messages.find((message) => message.id === id && message.conversation === conversation);
      if (known === undefined) return { status: 404, code: "ActivityNotFoundInConversation" };
      known.versions.push(activity);
      return { id };
    }
    const before = this.messages.filter((message) => message.conversation === conversation);
    const within = (ms: number): number => before.filter((message) => at - message.at < ms).length;
    if (this.keepsRates && (within(1_000) >= 7 || within(30_000) >= 60))
      return { status: 429, code: "TooManyRequests" };
    const name = String(1_800_000_000_000 + this.messages.length);
    this.messages.push({ conversation, id: name, at, versions: [activity] });
    return { id: name };
  }
}

/** The words of the first text that people see. */
export function wordsOf({ versions }: ShownMessage): string {
  return wordsIn(versions.at(-1) ?? {});
}

export function wordsIn(version: Fields): string {
  const [first = ""] = textsIn(version);
  return first
    .replaceAll(/<[^<>]*>/g, "")
    .replaceAll(/\\(?=\W)/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}
