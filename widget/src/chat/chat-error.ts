import type { Problem } from "@causerie/protocol";

/**
 * Why a request or a transport failed. `code` is the server's, or one of ours: `network` (no response), `timeout`,
 * `bad_answer` (a response that is not of this protocol: a proxy's page, a cut body).
 */
export class ChatError extends Error {
  override name = "ChatError";
  readonly code: string;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(code: string, options: ErrorOptions & { retryable?: boolean; retryAfterMs?: number | undefined } = {}) {
    super(code, options);
    this.code = code;
    this.retryable = options.retryable ?? ours.includes(code); // The server sends it with its own codes.
    this.retryAfterMs = options.retryAfterMs;
  }
}

const ours = ["network", "timeout", "bad_answer"];

export function fromProblem({ code, retryable, retryAfterMs }: Problem): ChatError {
  return new ChatError(code, { retryable, retryAfterMs });
}

/** An error that is not ours came from `fetch` or a socket, so it counts as a fault of the network. */
export function toChatError(error: unknown): ChatError {
  return error instanceof ChatError ? error : new ChatError("network", { cause: error });
}

/** The server will never serve this page: no retry helps. */
export function isRefusal(code: string): boolean {
  return code === "origin_not_allowed" || code === "unsupported_version";
}

/** The transport is blocked, and the server did not refuse: another transport may work. */
export function isBlocked(code: string): boolean {
  return ["network", "timeout", "bad_answer", "too_many_connections"].includes(code);
}

/** A fresh token, another conversation or a new snapshot cures it, so the next try need not wait. */
export function isCurable(code: string): boolean {
  return code === "unauthorized" || code === "not_found" || needsSnapshot(code);
}

/** The server cannot read its log from our cursor. */
export function needsSnapshot(code: string): boolean {
  return code === "resync" || code === "invalid_request";
}
