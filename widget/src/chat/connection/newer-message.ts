import { buttonSchema, footnoteSchema, quickReplySchema } from "@causerie/protocol";
import { type Schema, validate } from "./schema.ts";
import { isRecord } from "./small-valibot.ts";

/**
 * What this version can show of an event whose message only a newer server knows. First the message without the buttons,
 * replies and footnotes of unknown kinds; then the text that may replace it (`alt`).
 * @returns inputs to parse in place of the event, the best first.
 */
export function fallbackReadings(event: unknown): unknown[] {
  if (!isRecord(event) || !isRecord(event["message"])) return [];
  const { message } = event;
  const parts = {
    buttons: known(message["buttons"], buttonSchema),
    quickReplies: known(message["quickReplies"], quickReplySchema),
    footnotes: known(message["footnotes"], footnoteSchema),
  };
  const { card, cards, alt } = message;
  const pruned = {
    ...message,
    ...parts,
    card: withKnownButtons(card),
    cards: Array.isArray(cards) ? cards.map(withKnownButtons) : cards,
  };
  const words = typeof alt === "string" ? alt : "";
  const instead = { ...event, message: { type: "text", text: words, ...parts } };
  // Without text the event is skipped. But a message that has begun must end.
  const last = words !== "" ? [instead] : event["type"] === "message.final" ? [{ ...instead, stopped: true }] : [];
  return [{ ...event, message: pruned }, ...last];
}

function withKnownButtons(card: unknown): unknown {
  return isRecord(card) ? { ...card, buttons: known(card["buttons"], buttonSchema) } : card;
}

function known(items: unknown, schema: Schema<unknown>): unknown[] {
  return Array.isArray(items) ? items.filter((item: unknown) => validate(schema, item) !== undefined) : [];
}
