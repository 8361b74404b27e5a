/**
 * Every way the server can say no. `status` is the HTTP status that carries it; `retryable` says whether the same
 * request may succeed later without a change by the client (with back-off, or after `retryAfterMs` where given).
 */
export const errorCodes = {
  invalid_request: { status: 400, retryable: false, title: "The request is not of the documented form" },
  unauthorized: { status: 401, retryable: false, title: "The token is missing, expired or not ours" },
  sign_in_required: { status: 401, retryable: false, title: "Only who is signed in may use this chat" },
  sign_in_failed: { status: 401, retryable: false, title: "The token of the sign-in was refused" },
  origin_not_allowed: { status: 403, retryable: false, title: "This web site may not use this chat" },
  blocked: { status: 403, retryable: false, title: "The operator has blocked you" },
  not_found: { status: 404, retryable: false, title: "There is no such thing, or it is not yours" },
  method_not_allowed: { status: 405, retryable: false, title: "This route does not take this method" },
  client_id_reused: { status: 409, retryable: false, title: "This clientId was used for another message" },
  offset_mismatch: { status: 409, retryable: false, title: "The upload goes on at another offset" },
  too_many_conversations: { status: 409, retryable: false, title: "This visitor may begin no more conversations" },
  resync: { status: 410, retryable: false, title: "This cursor cannot be served; load the conversation again" },
  too_large: { status: 413, retryable: false, title: "The request is larger than the limit" },
  unsupported_media_type: { status: 415, retryable: false, title: "The body must be of the documented type" },
  unsupported: { status: 422, retryable: false, title: "This server does not know this kind of message" },
  file_refused: { status: 422, retryable: false, title: "This file is not taken" },
  unsupported_version: { status: 426, retryable: false, title: "This server does not speak this protocol version" },
  rate_limited: { status: 429, retryable: true, title: "Too many requests" },
  too_many_connections: { status: 429, retryable: true, title: "Too many open connections" },
  internal: { status: 500, retryable: true, title: "The server failed" },
  unavailable: { status: 503, retryable: true, title: "The server cannot take requests just now" },
} as const satisfies Record<string, { status: number; retryable: boolean; title: string }>;

export type ErrorCode = keyof typeof errorCodes;

/** Whether a client that got this code should try the same request again. An unknown (newer) code is not retried. */
export function isRetryable(code: string): boolean {
  return code in errorCodes && errorCodes[code as ErrorCode].retryable;
}
