import { problemSchema } from "@causerie/protocol";
import * as v from "valibot";
import { CallError } from "./call-error.ts";
import { deskPath } from "./desk-path.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
export type Query = Readonly<Record<string, string | number | undefined>>;

/** Where the server answers. */
export const apiPath = `${deskPath}/api`;

/** A server that says nothing for so long is as good as away, and a call that has no end would hold back those behind it. */
const patienceMs = 20_000;

let onSessionEnd: () => void = () => undefined;

/** @param listener is called whenever the server no longer knows who asks. */
export function whenSessionEnds(listener: () => void): void {
  onSessionEnd = listener;
}

/**
 * Asks the server, and reads its answer by the schema. A `body` that is a Blob goes as its bytes, any other as JSON.
 * @throws CallError
 */
export async function call<Schema extends v.GenericSchema>(
  method: Method,
  path: string,
  answer: Schema,
  { query = {}, body, signal }: { query?: Query; body?: unknown; signal?: AbortSignal } = {},
): Promise<v.InferOutput<Schema>> {
  const response = await send(method, `${apiPath}${path}${queryText(query)}`, body, signal);
  if (!response.ok) throw await readProblem(response, path);
  const content: unknown = response.status === 204 ? undefined : await readJson(response);
  const parsed = v.safeParse(answer, content);
  if (parsed.success) return parsed.output;
  throw new CallError({ status: 502, code: "unreadable", detail: `${path}: ${v.summarize(parsed.issues)}` });
}

/**
 * Asks for a file.
 * @throws CallError
 */
export async function fetchFile(path: string, query: Query): Promise<{ name: string; content: Blob }> {
  const response = await send("GET", `${apiPath}${path}${queryText(query)}`, undefined, undefined);
  if (!response.ok) throw await readProblem(response, path);
  const [, name = "file"] = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "") ?? [];
  try {
    return { name, content: await response.blob() };
  } catch (cause) {
    throw new CallError({ status: 0, code: "offline", detail: String(cause) });
  }
}

/** Of an answer that says nothing but that it is done. */
export const nothing = v.unknown();

export function queryText(query: Query): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? "" : `?${new URLSearchParams(given).toString()}`;
}

async function send(method: Method, url: string, body: unknown, signal: AbortSignal | undefined): Promise<Response> {
  const limit = AbortSignal.timeout(patienceMs);
  try {
    return await fetch(url, {
      method,
      // What another site can make a browser send cannot have this header.
      headers: { "X-Causerie-Desk": "1", ...(body === undefined ? {} : { "Content-Type": typeOf(body) }) },
      ...(body === undefined ? {} : { body: body instanceof Blob ? body : JSON.stringify(body) }),
      credentials: "same-origin",
      cache: "no-store",
      signal: signal === undefined ? limit : AbortSignal.any([limit, signal]),
    });
  } catch (cause) {
    signal?.throwIfAborted();
    throw new CallError({ status: 0, code: "offline", detail: String(cause) });
  }
}

function typeOf(body: unknown): string {
  return body instanceof Blob ? "application/octet-stream" : "application/json";
}

async function readProblem(response: Response, path: string): Promise<CallError> {
  const { status } = response;
  // A wrong password, or whatever else lets somebody in, is no end of a session.
  if (status === 401 && !path.startsWith("/sign-in")) onSessionEnd();
  const parsed = v.safeParse(problemSchema, await readJson(response).catch(() => undefined));
  if (!parsed.success) return new CallError({ status, code: "unreadable" });
  const { code, detail, retryAfterMs } = parsed.output;
  return new CallError({ status, code, detail, retryAfterMs });
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    // The answer ended half-way, or something between us and the server wrote a page of its own.
    throw new CallError({ status: response.ok ? 0 : response.status, code: "unreadable" });
  }
}
