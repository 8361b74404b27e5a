import type { DeliveryErrorKind } from "#channel/delivery-error.ts";

/** What Slack's codes mean (docs.slack.dev/reference/methods/chat.postMessage, "Errors"). */
const codes: Readonly<Record<Exclude<DeliveryErrorKind, "window" | "platform">, readonly string[]>> = {
  rate: ["ratelimited", "rate_limited", "message_limit_exceeded"],
  transient: ["service_unavailable", "team_added_to_org"],
  // Slack: "It's possible some aspect of the operation succeeded before the error was raised."
  unknown: ["fatal_error", "internal_error", "request_timeout"],
  auth: [
    "account_inactive",
    "invalid_auth",
    "not_authed",
    "token_expired",
    "token_revoked",
    "two_factor_setup_required",
  ],
  recipient: [
    "cannot_dm_bot",
    "channel_not_found",
    "is_archived",
    "is_inactive",
    "messages_tab_disabled",
    "not_in_channel",
    "thread_not_found",
    "user_disabled",
    "user_not_found",
    "user_not_visible",
    "users_not_found",
  ],
  content: [
    "block_mismatch",
    "cant_update_message",
    "edit_window_closed",
    "invalid_arguments",
    "invalid_blocks",
    "invalid_blocks_format",
    "message_not_found",
    "msg_blocks_too_long",
    "msg_too_long",
    "no_text",
    "too_many_attachments",
  ],
};

const kinds = new Map(
  Object.entries(codes).flatMap(([kind, some]) => some.map((code) => [code, kind as DeliveryErrorKind] as const)),
);

/** A code that is not known here is a rule of the workspace or of the app: a missing scope, for instance. */
export function kindOfRefusal(code: string): DeliveryErrorKind {
  return kinds.get(code) ?? "platform";
}

/** Slack might take the same words in simpler blocks: it cannot fetch a picture, or knows a kind of block not yet. */
export function mightTakeSimpler(code: string): boolean {
  return code === "invalid_blocks" || code === "invalid_blocks_format" || code === "msg_blocks_too_long";
}

/** An answer by an address of its own is taken five times, within half an hour. */
export function isUsedUp(code: string): boolean {
  return code === "404" || code === "410" || code === "403" || code === "400";
}
