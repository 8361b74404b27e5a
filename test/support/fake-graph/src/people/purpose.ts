import type { Content } from "#parse/content.ts";
import { deprecatedTag, invalidParameter, outsideWindow } from "#api/graph-errors.ts";
import type { JsonObject } from "#parse/json.ts";
import { limits } from "#parse/limits.ts";
import { oneOf } from "#parse/param.ts";

/** Why a page writes: its `messaging_type`, with the tag where there is one. */
export type Purpose = "RESPONSE" | "UPDATE" | "UTILITY" | "HUMAN_AGENT" | "CUSTOMER_FEEDBACK";

const deprecatedTags = ["CONFIRMED_EVENT_UPDATE", "ACCOUNT_UPDATE", "POST_PURCHASE_UPDATE"];

/** Refuses purposes that are never allowed. Whether one is allowed at this moment is for `checkWindow`. */
export function parsePurpose(body: JsonObject, content: Content): Purpose {
  const type = oneOf(body["messaging_type"], "messaging_type", ["RESPONSE", "UPDATE", "MESSAGE_TAG", "UTILITY"]);
  const tag = body["tag"];
  const isUtility = content.type === "other" && content.templateType.startsWith("utility ");
  if (isUtility !== (type === "UTILITY")) {
    throw invalidParameter("messaging_type UTILITY is for utility templates, and these are for no other");
  }
  if (type !== "MESSAGE_TAG") {
    if (tag !== undefined) throw invalidParameter("Param tag is only allowed with messaging_type MESSAGE_TAG");
    return type;
  }
  if (tag === undefined) throw invalidParameter("The parameter tag is required");
  if (typeof tag === "string" && deprecatedTags.includes(tag)) throw deprecatedTag(tag);
  if (tag !== "HUMAN_AGENT" && tag !== "CUSTOMER_FEEDBACK") throw invalidParameter("Invalid tag.");
  const isFeedback = content.type === "other" && content.templateType === "customer_feedback";
  if (tag === "CUSTOMER_FEEDBACK" && !isFeedback) {
    throw invalidParameter("The tag CUSTOMER_FEEDBACK is only allowed with the customer_feedback template");
  }
  return tag;
}

/** The 24-hour window, and the seven days for messages that a person wrote. */
export function checkWindow(purpose: Purpose, lastUserActionAt: number | undefined, now: number): void {
  if (purpose === "UTILITY") return;
  const isTagged = purpose === "HUMAN_AGENT" || purpose === "CUSTOMER_FEEDBACK";
  const allowedMs = isTagged ? limits.windowMs.humanAgent : limits.windowMs.standard;
  if (lastUserActionAt === undefined || now - lastUserActionAt > allowedMs) throw outsideWindow();
}
