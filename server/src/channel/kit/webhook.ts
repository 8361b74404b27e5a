import type { IncomingMessage } from "node:http";
import { boundedBody } from "#http/bounded-body.ts";
import express, { type Request, type RequestHandler, type Response } from "express";

/** A request as the platform sent it. Its bytes are untouched, because signatures are made over the bytes. */
export type RawRequest = {
  readonly method: string;
  /** Below the connector's path; begins with `/`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** @param name in any case of letters. Of a header that came twice the values are joined. */
  readonly header: (name: string) => string | undefined;
  readonly body: Buffer;
  /** Aborts when the caller has gone before it was answered: for `replyTo`. */
  readonly signal: AbortSignal;
};

/** An object is sent as JSON, a string as plain text unless a header `content-type` says what it is. */
export type RawResponse = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | object;
};

/** Bounds of a webhook. */
export type WebhookOptions = {
  /** Bytes; a larger body is answered 413. Default 1 MiB. */
  maxBytes?: number;
  /** Packed bodies (`content-encoding`) come as they were sent: the handler unpacks them, with a bound, once it knows the sender. Default: they are refused. */
  packed?: boolean;
};

/**
 * A connector's inward side over HTTP: every request below its path comes here with its bytes. A handler that throws is
 * answered 500, so that the platform sends the request again; only an event of a person whom the operator has blocked counts
 * as received.
 *
 * ```ts
 * router: webhook(async ({ body, header }) => {
 *   if (!isSigned(body, header("x-signature"), secret)) return { status: 401 };
 *   await host.accept(toEvent(body));
 *   return { status: 200 };
 * }),
 * ```
 */
export function webhook(
  handle: (request: RawRequest) => Promise<RawResponse>,
  { maxBytes = 1024 * 1024, packed = false }: WebhookOptions = {},
): RequestHandler {
  const router = express.Router();
  // `inflate: false`: a packed body would be unpacked before its signature is checked.
  const read = express.raw({ type: () => true, limit: maxBytes, inflate: false });
  router.use(boundedBody(maxBytes, packed ? leavePacked(read) : read));
  router.use(async (request, response) => {
    const { status, headers = {}, body } = await handle(toRawRequest(request, response)).catch(receivedIfBlocked);
    response.status(status).set({ "x-content-type-options": "nosniff", ...headers });
    if (body === undefined) response.end();
    else if (typeof body === "string") response.type(headers["content-type"] ?? "text/plain").send(body);
    else response.json(body);
  });
  return router;
}

/** The parser looks at this header only to unpack the body or to refuse it. */
function leavePacked(read: RequestHandler): RequestHandler {
  return (request, response, next) => {
    const encoding = request.headers["content-encoding"];
    delete request.headers["content-encoding"];
    void read(request, response, (error?: unknown) => {
      if (encoding !== undefined) request.headers["content-encoding"] = encoding;
      next(error);
    });
  };
}

function receivedIfBlocked(error: unknown): RawResponse {
  if (error instanceof Error && "code" in error && error.code === "blocked") return { status: 200 };
  throw error;
}

function toRawRequest(request: Request, response: Response): RawRequest {
  const gone = new AbortController();
  response.once("close", () => {
    if (!response.writableFinished) gone.abort(new Error("the caller has gone"));
  });
  return {
    method: request.method,
    path: request.path,
    query: new URL(request.originalUrl, "http://localhost").searchParams,
    header: (name) => headerOf(request, name),
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    signal: gone.signal,
  };
}

function headerOf({ headers }: IncomingMessage, name: string): string | undefined {
  const value = headers[name.toLowerCase()];
  return Array.isArray(value) ? value.join(", ") : value;
}
