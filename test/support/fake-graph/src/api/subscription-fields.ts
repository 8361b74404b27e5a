import type { JsonObject } from "#parse/json.ts";

// The kinds of messaging event, each with the field that an app must subscribe to. Source: webhooks/webhook-events.
const fieldOfKind: Record<string, string> = {
  message: "messages",
  postback: "messaging_postbacks",
  referral: "messaging_referrals",
  optin: "messaging_optins",
  delivery: "message_deliveries",
  read: "message_reads",
  message_edit: "message_edits",
  reaction: "message_reactions",
  response_feedback: "response_feedback",
  account_linking: "messaging_account_linking",
  pass_thread_control: "messaging_handovers",
  take_thread_control: "messaging_handovers",
  request_thread_control: "messaging_handovers",
  app_roles: "messaging_handovers",
  policy_enforcement: "messaging_policy_enforcement",
  messaging_feedback: "messaging_feedback",
};

/** What happens to a page rather than in a conversation; it comes as `changes`. */
const fieldsOfChanges = ["feed", "message_template_status_update"];

export const allFields: readonly string[] = [
  ...new Set([...Object.values(fieldOfKind), "message_echoes", "standby", ...fieldsOfChanges]),
];

/** undefined for a kind that Meta does not know: it is delivered without asking. */
export function fieldOf(event: JsonObject): string | undefined {
  const kind = Object.keys(fieldOfKind).find((key) => key in event);
  if (kind === undefined) return undefined;
  return isEcho(event) ? "message_echoes" : fieldOfKind[kind];
}

/** Whether the event opens the 24-hour window: only what the person did on purpose. Reading is not enough. */
export function opensWindow(event: JsonObject): boolean {
  if (isEcho(event)) return false;
  if ("optin" in event) return !JSON.stringify(event["optin"]).includes('"type":"notification_messages"');
  return ["message", "postback", "referral", "reaction"].some((kind) => kind in event);
}

function isEcho(event: JsonObject): boolean {
  const message = event["message"];
  return typeof message === "object" && message !== null && "is_echo" in message && message.is_echo === true;
}
