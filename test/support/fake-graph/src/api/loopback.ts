import { request } from "node:http";
import type { IncomingMessage } from "node:http";

export interface LoopbackRequest {
  method: "GET" | "POST";
  headers?: Record<string, string>;
  body?: string;
  timeoutMs: number;
  signal: AbortSignal;
  maxBytes?: number;
}

export interface LoopbackResponse {
  status: number;
  contentType: string;
  body: Buffer;
}

/** The answer was larger than `maxBytes`. */
export class TooBigError extends Error {
  override name = "TooBigError";
}

/** The answer took longer than `timeoutMs`. */
export class SlowError extends Error {
  override name = "SlowError";
}

const loopbackHosts = ["127.0.0.1", "localhost", "[::1]"];

/** This world reaches no other machine, whatever an address says. */
export function isLoopback(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === "http:" && loopbackHosts.includes(url.hostname);
}

/** One request on its own connection: a pooled one would break at random when the server under test restarts. */
export async function askLoopback(address: string, options: LoopbackRequest): Promise<LoopbackResponse> {
  if (!isLoopback(address)) throw new Error(`${address} is not plain http on loopback`);
  const timeout = AbortSignal.timeout(options.timeoutMs);
  try {
    const response = await open(address, options, AbortSignal.any([timeout, options.signal]));
    const body = await readAll(response, options.maxBytes ?? Infinity);
    return { status: response.statusCode ?? 0, contentType: response.headers["content-type"] ?? "", body };
  } catch (error) {
    if (timeout.aborted) throw new SlowError(`no answer within ${options.timeoutMs} ms`, { cause: error });
    throw error;
  }
}

function open(address: string, { method, headers, body }: LoopbackRequest, signal: AbortSignal) {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const outgoing = request(address, { method, headers: { ...headers }, signal, agent: false });
  outgoing.on("response", resolve).on("error", reject);
  outgoing.end(body);
  return promise;
}

async function readAll(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new TooBigError(`more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
