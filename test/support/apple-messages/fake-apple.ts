import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Verdict } from "@causerie/server/connector";
import { errors, jwtVerify, SignJWT } from "jose";
import { listen } from "#support/listen.ts";
import { type Fields, summaryOf } from "./answers.ts";
import { findRefusal } from "./find-refusal.ts";

export const mspId = "7d2b1f2e-provider";
export const businessId = "4f0e7a3c-business";
export const secret = Buffer.from("the secret of the provider, 32 b").toString("base64");
export const ana = "urn:mbid:AQAAY/ana+1==";
export const ben = "urn:mbid:AQAAY/ben+2==";

/** What came to a person, with the headers that say of whom and from whom. */
export type SentMessage = Fields & { type: string; to: string; automatic: boolean };
/** How the next message ends in place of being sent. `cut`: it is sent, and the connection ends without an answer. */
export type AppleFault = { status: number; headers?: Record<string, string>; body?: string } | "cut";
/** Where something is at Apple's, and what opens it. */
type Kept = { url: string; owner: string; key: string; signature: string; "signature-base64": string; size: string };

const zero = Buffer.alloc(16);

/** Apple's gateway with its limits, its store of files, and the devices of people. */
export class FakeApple implements AsyncDisposable {
  /** The endpoint of the provider; Apple adds /message. */
  requestUrl = "";
  readonly sent: SentMessage[] = [];
  readonly calls: string[] = [];
  /** Pictures of a page somewhere, by path. */
  readonly pictures = new Map<string, { type: string; bytes: Buffer }>();
  /** What the device of everybody says of itself. */
  features = "QUICK,LIST,TIME,AUTH";
  /** Whether faults end "is typing", too, and not messages only. */
  typingFails = false;
  readonly #files = new Map<string, Buffer>();
  readonly #server: Server;
  readonly #faults: AppleFault[] = [];
  readonly #seen = new Set<string>();
  #url = "";
  #count = 0;

  static async start(): Promise<FakeApple> {
    const platform = new FakeApple();
    platform.#url = await listen(platform.#server);
    return platform;
  }

  private constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  get url(): string {
    return `${this.#url}/v1`;
  }

  pictureUrl(path: string): string {
    return `${this.#url}${path}`;
  }

  /** What people read, and of what they can choose from the titles. */
  shown(): string[] {
    return this.sent.filter(({ type }) => !type.startsWith("typing")).map(summaryOf);
  }

  failNext(...faults: AppleFault[]): void {
    this.#faults.push(...faults);
  }

  say(text: string, more: Fields = {}): Promise<Verdict> {
    return this.post({ type: "text", body: text, ...more });
  }

  /** Posts a message as Apple does. @param token undefined: a good one; null: none. */
  async post(
    message: Fields | string,
    {
      token,
      headers = {},
      pack = true,
    }: { token?: string | null; headers?: Record<string, string>; pack?: boolean } = {},
  ): Promise<Verdict> {
    const { status } = await this.request(message, { ...(token === undefined ? {} : { token }), headers, pack });
    return status === 200 ? "accepted" : status === 401 || status === 403 ? "refused" : "not_stored";
  }

  async request(
    message: Fields | string,
    {
      token,
      headers = {},
      pack = true,
    }: { token?: string | null; headers?: Record<string, string>; pack?: boolean } = {},
  ): Promise<Response> {
    const envelope = { v: 1, id: this.nextId(), sourceId: ana, destinationId: businessId, locale: "en_US" };
    const whole: Fields = typeof message === "string" ? envelope : { ...envelope, ...message };
    const bytes = Buffer.from(typeof message === "string" ? message : JSON.stringify(whole));
    const bearer = token === undefined ? await signToken() : token;
    const response = await fetch(`${this.requestUrl}/message`, {
      method: "POST",
      headers: {
        ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
        "content-type": "application/json",
        ...(pack ? { "content-encoding": "gzip" } : {}),
        id: String(whole["id"]),
        "source-id": String(whole["sourceId"]),
        "destination-id": String(whole["destinationId"]),
        "capability-list": this.features,
        "device-agent": "iPhone OS",
        ...headers,
      },
      body: new Uint8Array(pack ? gzipSync(bytes) : bytes),
    });
    await response.body?.cancel();
    return response;
  }

  nextId(): string {
    this.#count += 1;
    return `0c316beb-0000-4000-8000-${String(this.#count).padStart(12, "0")}`;
  }

  /** Encrypts something with a key of its own, as a device does before it sends it. */
  keep(plain: Buffer): Kept {
    const key = randomBytes(32);
    const encrypting = createCipheriv("aes-256-ctr", key, zero);
    return this.#store(Buffer.concat([encrypting.update(plain), encrypting.final()]), `00${key.toString("hex")}`);
  }

  /** What was sent with a message, decrypted by what the message says. */
  opened({ url, key }: Fields): string {
    const decrypting = createDecipheriv("aes-256-ctr", Buffer.from(String(key).slice(2), "hex"), zero);
    return decrypting.update(this.#files.get(String(url)) ?? Buffer.alloc(0)).toString();
  }

  forget({ url }: Kept): void {
    this.#files.delete(url);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  #store(bytes: Buffer, key: string): Kept {
    const url = `https://content.example/${this.#files.size}`;
    const digest = createHash("sha1").update(bytes).digest();
    this.#files.set(url, bytes);
    const signature = digest.toString("hex");
    const size = String(bytes.length);
    return { url, owner: "M-owner.C01", key, signature, "signature-base64": digest.toString("base64"), size };
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? "", this.#url);
    const body = await buffer(request);
    this.calls.push(`${request.method} ${pathname}`);
    if (!pathname.startsWith("/v1/")) return this.#giveFile(pathname, body, response);
    const refused = await proofOf(request);
    if (refused !== undefined) return void response.writeHead(refused).end();
    if (request.headers["source-id"] !== businessId) return void response.writeHead(404).end();
    switch (pathname) {
      case "/v1/message":
        return this.#send(request, body, response);
      case "/v1/preUpload":
        if (!/^[1-9]\d*$/.test(String(request.headers["size"]))) return void response.writeHead(400).end();
        return reply(response, {
          "upload-url": `${this.#url}/upload`,
          "mmcs-url": `https://content.example/${this.#files.size}`,
          "mmcs-owner": "M-owner.C01",
        });
      case "/v1/preDownload": {
        const { url, owner, signature } = request.headers;
        const bytes = this.#files.get(String(url));
        const digest = createHash("sha1")
          .update(bytes ?? "")
          .digest("base64");
        if (bytes === undefined || owner !== "M-owner.C01" || signature !== digest)
          return void response.writeHead(400).end();
        return reply(response, { "download-url": `${this.#url}/file/${encodeURIComponent(String(url))}` });
      }
      case "/v1/decodePayload": {
        // Apple's own format stands behind a first byte here; only the gateway reads it.
        if (request.headers["bid"] === undefined || body[0] !== 0x7b) return void response.writeHead(400).end();
        const packed = gzipSync(body);
        return void response
          .writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" })
          .end(packed);
      }
      default:
        return void response.writeHead(404).end();
    }
  }

  #giveFile(path: string, body: Buffer, response: ServerResponse): void {
    if (path === "/upload") {
      const { "signature-base64": fileChecksum } = this.#store(body, "");
      return reply(response, { singleFile: { fileChecksum } });
    }
    const picture = this.pictures.get(path);
    if (picture !== undefined) return void response.writeHead(200, { "content-type": picture.type }).end(picture.bytes);
    const file = this.#files.get(decodeURIComponent(path.replace("/file/", "")));
    if (file === undefined) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": "application/octet-stream" }).end(file);
  }

  #send(request: IncomingMessage, body: Buffer, response: ServerResponse): void {
    const { headers } = request;
    const plain = headers["content-encoding"] === "gzip" ? gunzipSync(body) : body;
    const message = JSON.parse(plain.toString()) as Fields & { type: string };
    const fault = message.type.startsWith("typing") && !this.typingFails ? undefined : this.#faults.shift();
    if (fault !== undefined && fault !== "cut")
      return void response.writeHead(fault.status, fault.headers ?? {}).end(fault.body ?? "no");
    const isSame = headers["id"] === message["id"] && headers["destination-id"] === message["destinationId"];
    const wrong = isSame && message["sourceId"] === businessId ? findRefusal(message) : "headers and body differ";
    if (wrong !== undefined) return void response.writeHead(400).end(wrong);
    const id = String(message["id"]);
    const to = String(message["destinationId"]);
    // A device shows a message once.
    if (!this.#seen.has(id)) this.sent.push({ ...message, to, automatic: headers["auto-reply"] === "true" });
    this.#seen.add(id);
    if (fault === "cut") return void response.destroy();
    response.writeHead(200).end();
  }
}

/** The codes of the specification: no token, or one that is not good. */
async function proofOf({ headers }: IncomingMessage): Promise<401 | 403 | undefined> {
  const [, token] = /^Bearer (.+)$/.exec(headers.authorization ?? "") ?? [];
  if (token === undefined) return 401;
  try {
    await jwtVerify(token, Buffer.from(secret, "base64"), {
      algorithms: ["HS256"],
      issuer: mspId,
      requiredClaims: ["iat"],
    });
    return undefined;
  } catch (error) {
    if (error instanceof errors.JOSEError) return 403;
    throw error;
  }
}

/** A token of Apple's for the provider. */
export async function signToken({
  key = secret,
  audience = mspId,
  at = Date.now(),
}: { key?: string; audience?: string; at?: number } = {}): Promise<string> {
  const signing = new SignJWT({}).setProtectedHeader({ alg: "HS256" }).setAudience(audience);
  return await signing.setIssuedAt(Math.floor(at / 1_000)).sign(Buffer.from(key, "base64"));
}

function reply(response: ServerResponse, body: Fields): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
}
