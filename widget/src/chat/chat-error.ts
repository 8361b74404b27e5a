import type { Problem } from "@causerie/protocol";

/**
 * Why a request or a line failed. `code` is the server's, or one of ours: `network` (no answer), `timeout`, `bad_answer` (an
 * answer that is not of this protocol: a proxy's page, a cut body).
 */
export class ChatError extends Error {
  override name = "ChatError";
  readonly code: string;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(code: string, options: ErrorOptions & { retryable?: boolean; retryAfterMs?: number | undefined } = {}) {
    super(code, options);
    this.code = code;
    this.retryable = options.retryable ?? ours.includes(code); // The server says it of its own.
    this.retryAfterMs = options.retryAfterMs;
  }
}

const ours = ["network", "timeout", "bad_answer"];

export function fromProblem({ code, retryable, retryAfterMs }: Problem): ChatError {
  return new ChatError(code, { retryable, retryAfterMs });
}

/** What is thrown and not ours came from `fetch` or a socket: the line. */
export function toChatError(error: unknown): ChatError {
  return error instanceof ChatError ? error : new ChatError("network", { cause: error });
}

/** The server will not have this page, whatever it does. */
export function isRefusal(code: string): boolean {
  return code === "origin_not_allowed" || code === "unsupported_version";
}

/** The way is blocked rather than the server unwilling: another transport may get through. */
export function isBlocked(code: string): boolean {
  return ["network", "timeout", "bad_answer", "too_many_connections"].includes(code);
}

/** Something that a fresh token, another conversation or a new snapshot puts right: no need to wait first. */
export function isCurable(code: string): boolean {
  return code === "unauthorized" || code === "not_found" || needsSnapshot(code);
}

/** Our place in the log is no place there any more. */
export function needsSnapshot(code: string): boolean {
  return code === "resync" || code === "invalid_request";
}
