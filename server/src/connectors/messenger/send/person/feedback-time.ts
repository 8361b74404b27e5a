import { DeliveryError } from "#channel/delivery-error.ts";
import { limits } from "#connectors/messenger/limits.ts";
import type { Purpose } from "#connectors/messenger/send/client.ts";
import type { SendMessage } from "#connectors/messenger/send/send-api.ts";

/**
 * Why a message is sent. `actedAt`: when the person last did something, where that is known. `HUMAN_AGENT` is words of a person of the
 * team, whenever they are sent.
 */
export type Why = { purpose: Purpose; actedAt?: number | undefined };

/**
 * What a person of the team has written is an answer like any other for a day. After it Meta wants the tag, and takes it for seven days.
 * A feedback form that nobody asked for has a tag of its own, by which Meta takes it for seven days in place of one. What replaces a
 * form that Meta refuses has none: the tag is for this template only.
 * @throws DeliveryError `window_closed` when it is too late, without a call.
 */
export function purposeOf(message: SendMessage, { purpose, actedAt }: Why, now: number): Purpose {
  if (purpose === "HUMAN_AGENT") return tagOfAgent(actedAt, now);
  if (purpose !== "UPDATE" || !isFeedback(message)) return purpose;
  if (actedAt !== undefined && now - actedAt >= limits.feedback.unaskedMs)
    throw new DeliveryError("The person's last act is too long ago for a feedback form", "window", {
      code: "window_closed",
    });
  return "CUSTOMER_FEEDBACK";
}

function tagOfAgent(actedAt: number | undefined, now: number): Purpose {
  const waited = actedAt === undefined ? 0 : now - actedAt;
  if (waited >= limits.answer.agentMs)
    throw new DeliveryError("The person's last act is too long ago for a person's answer", "window", {
      code: "window_closed",
    });
  return waited < limits.answer.botMs ? "RESPONSE" : "HUMAN_AGENT";
}

function isFeedback({ attachment }: SendMessage): boolean {
  return attachment?.type === "template" && attachment.payload.template_type === "customer_feedback";
}
