import type { RequestHandler } from "express";

/** Bytes beyond the limit that are read and thrown away: a peer that still sends would not read its refusal. */
const mostThrownAway = 1024 * 1024;

/**
 * Runs a parser of bodies, and cuts what goes on far beyond its limit. The parsers of Express read the rest of what they refuse
 * before they say so, for as long as it comes.
 * @param limit of the parser, in bytes.
 */
export function boundedBody(limit: number, parse: RequestHandler): RequestHandler {
  const most = limit + mostThrownAway;
  return (request, response, next) => {
    let bytes = 0;
    let isDone = false;
    const done = (error?: unknown): void => {
      if (isDone) return;
      isDone = true;
      request.off("data", count);
      next(error);
    };
    const cut = (): void => {
      response.setHeader("Connection", "close");
      done(new TooLargeError());
    };
    const count = (chunk: Buffer): void => {
      bytes += chunk.length;
      if (bytes > most) cut();
    };
    if (Number(request.headers["content-length"]) > most) return cut();
    void parse(request, response, done);
    // After the parser: its own listener lets the body flow.
    if (!isDone) request.on("data", count);
  };
}

/** In the form of the parsers' own errors, which are known wherever bodies are read. */
class TooLargeError extends Error {
  readonly status = 413;
  readonly expose = true;
  override name = "TooLargeError";
}
