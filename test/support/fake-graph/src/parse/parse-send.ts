import { invalidParameter } from "#api/graph-errors.ts";
import type { JsonObject } from "./json.ts";
import { objectAt, oneOf, refuseOtherKeys, textAt } from "./param.ts";
import { parseMessage } from "./parse-message.ts";
import type { ParsedMessage } from "./parse-message.ts";
import { otherRecipientKinds } from "#people/other-recipients.ts";
import type { OtherRecipient } from "#people/other-recipients.ts";
import { parsePurpose } from "#people/purpose.ts";
import type { Purpose } from "#people/purpose.ts";

export type SenderAction =
  | { type: "typing_on" }
  | { type: "typing_off" }
  | { type: "mark_seen" }
  | { type: "react"; mid: string; emoji: string }
  | { type: "unreact"; mid: string };

export type SendRequest =
  | {
      type: "message";
      recipient: Recipient;
      purpose: Purpose;
      message: ParsedMessage;
      personaId: string | undefined;
      /** The message that this one answers. */
      replyTo: string | undefined;
    }
  | { type: "action"; psid: string; action: SenderAction };

export type Recipient = { psid: string } | OtherRecipient;

const actionTypes = ["typing_on", "typing_off", "mark_seen", "react", "unreact"] as const;

/**
 * Everything Meta can refuse by looking at the body alone. Throws a GraphError in Meta's wording.
 *
 * @example
 * parseSend({ recipient: { id: "1" }, messaging_type: "RESPONSE", message: { text: "hello" } });
 */
export function parseSend(body: JsonObject): SendRequest {
  const recipient = parseRecipient(body["recipient"]);
  refuseUnplayed(body);
  if (body["sender_action"] !== undefined) {
    if (body["message"] !== undefined) throw invalidParameter("Cannot send both message and state");
    if (!("psid" in recipient)) throw invalidParameter("Param recipient[id] is required for a sender action");
    return { type: "action", psid: recipient.psid, action: parseAction(body) };
  }
  const message = parseMessage(body["message"]);
  if (body["notification_type"] !== undefined) {
    oneOf(body["notification_type"], "notification_type", ["REGULAR", "SILENT_PUSH", "NO_PUSH"]);
  }
  const personaId = body["persona_id"] === undefined ? undefined : textAt(body, "persona_id", "");
  const replyTo =
    body["reply_to"] === undefined ? undefined : textAt(objectAt(body["reply_to"], "reply_to"), "mid", "reply_to");
  return { type: "message", recipient, purpose: parsePurpose(body, message.content), message, personaId, replyTo };
}

function parseRecipient(value: unknown): Recipient {
  const recipient = objectAt(value, "recipient");
  const kind = otherRecipientKinds.find((each) => recipient[each] !== undefined);
  if (kind === undefined) return { psid: textAt(recipient, "id", "recipient") };
  refuseOtherKeys(recipient, "recipient", [kind]);
  return { kind, id: textAt(recipient, kind, "recipient") };
}

function parseAction(body: JsonObject): SenderAction {
  const type = oneOf(body["sender_action"], "sender_action", actionTypes);
  if (type !== "react" && type !== "unreact") return { type };
  const payload = objectAt(body["payload"], "payload");
  const mid = textAt(payload, "message_id", "payload");
  return type === "react" ? { type, mid, emoji: textAt(payload, "reaction", "payload") } : { type, mid };
}

// The real API would act on these. Ignoring them would let a test pass for the wrong reason.
function refuseUnplayed(body: JsonObject): void {
  if (body["thread_control"] !== undefined) throw unplayed("thread_control");
}

function unplayed(path: string) {
  return invalidParameter(`The stand-in does not play ${path} yet`);
}
