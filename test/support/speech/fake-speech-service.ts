import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { listen } from "#support/listen.ts";
import { humOf } from "./sounds.ts";

/** What was asked of the service, in its own terms. */
export type SpeechCall = Record<string, string | number>;

/** How the next call ends in place of being done. `again`: by a redirect to where it came. */
export type SpeechFault = { status: number } | "again" | { body: string; type?: string } | "cut";

export const serviceKey = "sk-speech";

/** The formats that the interface lists for transcriptions, known by the name's end. */
const heard = /\.(?:flac|mp3|mp4|mpeg|mpga|m4a|ogg|wav|webm)$/;
const spoken: ReadonlySet<unknown> = new Set(["mp3", "opus", "aac", "flac", "wav", "pcm"]);

/** A service of speech with OpenAI's interface, as its reference describes it (platform.openai.com/docs/api-reference/audio). */
export class FakeSpeechService implements AsyncDisposable {
  readonly calls: SpeechCall[] = [];
  /** What every note says. */
  words = "how much is it?";
  url = "";
  readonly #faults: SpeechFault[] = [];
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  static async start(): Promise<FakeSpeechService> {
    const service = new FakeSpeechService();
    service.url = await listen(service.#server);
    return service;
  }

  failNext(...faults: SpeechFault[]): void {
    this.#faults.push(...faults);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const bytes = await buffer(request);
    const fault = this.#faults.shift();
    if (fault === "cut") return void response.destroy();
    if (fault === "again") return void response.writeHead(307, { location: request.url ?? "" }).end();
    if (fault !== undefined && "status" in fault) return void response.writeHead(fault.status).end();
    if (fault !== undefined)
      return void response.setHeader("content-type", fault.type ?? "application/json").end(fault.body);
    if (request.headers.authorization !== `Bearer ${serviceKey}`) return refuse(response, 401);
    if (request.method === "POST" && request.url === "/v1/audio/transcriptions")
      return await this.#transcribe(bytes, request, response);
    if (request.method === "POST" && request.url === "/v1/audio/speech") return this.#speak(bytes, response);
    refuse(response, 404);
  }

  async #transcribe(bytes: Buffer, { headers }: IncomingMessage, response: ServerResponse): Promise<void> {
    const sent = new Response(Uint8Array.from(bytes), { headers: { "content-type": headers["content-type"] ?? "" } });
    const form = await sent.formData();
    const file = form.get("file");
    const [model, language] = [form.get("model"), form.get("language")];
    const isGood =
      file instanceof File &&
      heard.test(file.name) &&
      file.size > 0 &&
      model === "whisper-1" &&
      form.get("response_format") === "json" &&
      (language === null || /^[a-z]{2,3}$/.test(language as string));
    if (!isGood) return refuse(response, 400);
    this.calls.push({
      name: file.name,
      type: file.type,
      bytes: file.size,
      ...(typeof language === "string" ? { language } : {}),
    });
    response.setHeader("content-type", "application/json").end(JSON.stringify({ text: ` ${this.words}\n`, usage: {} }));
  }

  #speak(bytes: Buffer, response: ServerResponse): void {
    const { model, input, voice, response_format: format } = JSON.parse(bytes.toString()) as Record<string, string>;
    if (model !== "tts-1" || input === undefined || input.length > 4_096 || voice === undefined || !spoken.has(format))
      return refuse(response, 400);
    this.calls.push({ input, voice, format: format ?? "" });
    response.setHeader("content-type", format === "mp3" ? "audio/mpeg" : "audio/wav").end(humOf(50));
  }
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { "content-type": "application/json" }).end('{"error":{"message":"no"}}');
}
