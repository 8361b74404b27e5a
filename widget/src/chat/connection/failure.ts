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
