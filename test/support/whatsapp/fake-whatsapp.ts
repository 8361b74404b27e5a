import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { sign } from "@causerie/fake-graph";
import { listen } from "#support/listen.ts";
import {
  accessToken,
  ana,
  appSecret,
  messageOf,
  phoneNumberId,
  postWebhook,
  type Person,
  webhookOf,
} from "./business-number.ts";
import { findRefusal } from "./check-message.ts";

/**
 * How a call is answered in place of being done. `cut`: it is done, and the connection ends without a response. `page`: something else
 * than Meta answers, e.g. a proxy.
 */
export type Fault = { code: number; subcode?: number; status?: number; retryAfter?: number } | { page: number } | "cut";

/** A message as the person's phone shows it. `to`: their number, or Meta's id of them. */
export type SentMessage = {
  id: string;
  to: string;
  by: "to" | "recipient";
  deliveryId: string | undefined;
  type: string;
  content: Record<string, unknown>;
  replyTo: string | undefined;
};

type Json = Record<string, unknown>;

/** Meta takes so many messages to one person at once, and then one in six seconds. */
const pair = { atOnce: 45, everyMs: 6_000 };

/** The Cloud API on loopback: it enforces its documented limits, misbehaves as documented, and posts signed webhooks. */
export class FakeWhatsApp implements AsyncDisposable {
  baseUrl = "";
  webhookUrl = "";
  token = accessToken;
  /** In the order in which they were taken. */
  readonly sent: SentMessage[] = [];
  /** What was wrong with messages that were refused for it. */
  readonly refused: string[] = [];
  /** Messages that were marked as read, each with whether "is typing" was shown. */
  readonly read: { id: string; typing: boolean }[] = [];
  readonly uploads: { mediaType: string; bytes: number; name: string }[] = [];
  /** Requests for a file that had no token. */
  filesWithoutToken = 0;
  /** People whose last message is more than a day ago. */
  readonly closed = new Set<string>();
  /** What the account's pages answer: by path below the version. */
  readonly nodes = new Map<string, object>();
  readonly #files = new Map<string, { bytes: Uint8Array; mediaType: string }>();
  readonly #faults: Fault[] = [];
  readonly #pairs = new Map<string, number>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(() => response.destroy());
    });
  }

  static async start(): Promise<FakeWhatsApp> {
    const platform = new FakeWhatsApp();
    platform.baseUrl = await listen(platform.#server);
    return platform;
  }

  /** The next calls that send something end in this way. */
  failNext(...faults: Fault[]): void {
    this.#faults.push(...faults);
  }

  /** A file that a person sends. @returns its id. */
  keepFile(text: string, mediaType: string): string {
    const id = `media${this.#files.size + 1}`;
    this.#files.set(id, { bytes: new TextEncoder().encode(text), mediaType });
    return id;
  }

  /** What was sent as words: texts, bodies and captions. */
  get texts(): string[] {
    return this.sent.map(({ content }) => {
      const { body, caption } = content;
      const words = typeof body === "object" ? (body as Json)["text"] : (body ?? caption);
      return typeof words === "string" ? words : "";
    });
  }

  async say(text: string, person: Person = ana): Promise<number> {
    return await this.send(messageOf(person, { type: "text", text: { body: text } }));
  }

  /** Posts the value of a webhook. @returns the status of the response. */
  async send(value: object, field?: string): Promise<number> {
    const { status } = await postWebhook(this.webhookUrl, webhookOf(value, field === undefined ? {} : { field }));
    return status;
  }

  /** The person taps the button or row with this title, in the newest message that has it. */
  async tap(title: string, person: Person = ana): Promise<number> {
    for (const { content } of this.sent.toReversed()) {
      const { buttons = [], sections = [] } = (content["action"] ?? {}) as { buttons?: Json[]; sections?: Json[] };
      const reply = buttons.map((each) => each["reply"] as Json).find((each) => each["title"] === title);
      if (reply !== undefined)
        return await this.send(
          messageOf(person, { type: "interactive", interactive: { type: "button_reply", button_reply: reply } }),
        );
      const row = sections.flatMap((section) => section["rows"] as Json[]).find((each) => each["title"] === title);
      if (row !== undefined)
        return await this.send(
          messageOf(person, { type: "interactive", interactive: { type: "list_reply", list_reply: row } }),
        );
    }
    throw new Error(`no message has the choice "${title}"`);
  }

  /** Reports what became of a message. */
  async report(message: SentMessage | undefined, status: string, error?: number): Promise<number> {
    if (message === undefined) throw new Error("there is no such message");
    const state = {
      id: message.id,
      status,
      timestamp: "1790000000",
      recipient_user_id: message.to,
      ...(message.deliveryId === undefined ? {} : { biz_opaque_callback_data: message.deliveryId }),
      ...(error === undefined ? {} : { errors: [{ code: error, title: "failed", message: "failed" }] }),
    };
    return await this.send({ statuses: [state] });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "", "http://localhost");
    const [, first = "", second = "", edge = ""] = url.pathname.split("/");
    const isSigned = request.headers.authorization === `Bearer ${this.token}`;
    if (first === "files") {
      if (!isSigned) this.filesWithoutToken += 1;
      const file = this.#files.get(second);
      if (!isSigned || file === undefined) return void response.writeHead(404).end();
      return void response.writeHead(200, { "content-type": file.mediaType }).end(file.bytes);
    }
    const body = await buffer(request);
    const isProved = url.searchParams.get("appsecret_proof") === sign(appSecret, this.token).sha256;
    const isApp = request.headers.authorization === `Bearer 1001|${appSecret}`;
    if (!isApp && (!isSigned || !isProved)) return refuse(response, { code: 190, status: 401 });
    if (request.method === "GET")
      return this.#show(url, [second, edge].filter((part) => part !== "").join("/"), response);
    if (second !== phoneNumberId) return refuse(response, { code: 100, subcode: 33 });
    const fault = this.#faults.shift();
    if (fault !== undefined && fault !== "cut") return refuse(response, fault);
    if (edge === "media") return await this.#upload(request, body, response);
    const result = this.#take(JSON.parse(body.toString()) as Json);
    if (fault === "cut") return void response.destroy();
    if ("code" in result) return refuse(response, result);
    respond(response, 200, result.taken);
  }

  #show(url: URL, path: string, response: ServerResponse): void {
    const file = this.#files.get(path);
    if (file !== undefined)
      return respond(response, 200, {
        id: path,
        url: `${this.baseUrl}/files/${path}`,
        mime_type: file.mediaType,
        file_size: file.bytes.length,
      });
    const node = this.nodes.get(path);
    if (node === undefined) return refuse(response, { code: 100, subcode: 33 });
    respond(response, 200, node);
  }

  async #upload(request: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void> {
    const headers = { "content-type": request.headers["content-type"] ?? "" };
    const form = await new Response(new Uint8Array(body), { headers }).formData();
    const file = form.get("file");
    if (!(file instanceof File) || form.get("messaging_product") !== "whatsapp") return refuse(response, { code: 100 });
    const id = this.keepFile(await file.text(), file.type);
    this.uploads.push({ mediaType: file.type, bytes: file.size, name: file.name });
    respond(response, 200, { id });
  }

  #take(call: Json): { taken: Json } | { code: number } {
    const { type, status, to, recipient, biz_opaque_callback_data: deliveryId } = call;
    if (call["messaging_product"] !== "whatsapp") return { code: 100 };
    if (status === "read") {
      this.read.push({ id: String(call["message_id"]), typing: call["typing_indicator"] !== undefined });
      return { taken: { success: true } };
    }
    const given = recipient ?? to;
    const person = typeof given === "string" ? given : "";
    const isRight = recipient === undefined ? /^\d+$/.test(person) : /^[A-Z]{2}\.\w+$/.test(person);
    const problem = isRight ? findRefusal(call, new Set(this.#files.keys())) : "a number in `to`, an id in `recipient`";
    if (problem !== undefined) {
      this.refused.push(problem);
      return { code: 100 };
    }
    const theoretical = Math.max(this.#pairs.get(person) ?? 0, Date.now());
    if (theoretical - Date.now() > (pair.atOnce - 1) * pair.everyMs) return { code: 131056 };
    this.#pairs.set(person, theoretical + pair.everyMs);
    const id = `wamid.out${this.sent.length + 1}`;
    const message: SentMessage = {
      id,
      to: person,
      by: recipient === undefined ? "to" : "recipient",
      deliveryId: typeof deliveryId === "string" ? deliveryId : undefined,
      type: String(type),
      content: call[String(type)] as Json,
      replyTo: (call["context"] as { message_id?: string } | undefined)?.message_id,
    };
    // Meta finds out behind its answer that the day is over.
    if (this.closed.has(person) && type !== "template") setImmediate(() => void this.report(message, "failed", 131047));
    else this.sent.push(message);
    const contacts = [{ input: person, user_id: person }];
    return { taken: { messaging_product: "whatsapp", contacts, messages: [{ id }] } };
  }
}

function refuse(response: ServerResponse, fault: Exclude<Fault, "cut">): void {
  if ("page" in fault)
    return void response.writeHead(fault.page, { "content-type": "text/html" }).end("<p>Bad gateway");
  const { code, subcode, status = 400, retryAfter } = fault;
  const error = {
    message: `(#${code}) refused`,
    type: "OAuthException",
    code,
    error_subcode: subcode,
    fbtrace_id: "T1",
  };
  respond(response, status, { error }, retryAfter);
}

function respond(response: ServerResponse, status: number, body: object, retryAfter?: number): void {
  const wait = retryAfter === undefined ? {} : { "retry-after": String(retryAfter) };
  response
    .writeHead(status, { "content-type": "application/json", "facebook-api-version": "v26.0", ...wait })
    .end(JSON.stringify(body));
}
