import type { EventContent } from "#channel/event.ts";
import { type JsonObject, asId, asObject, asText } from "#channel/kit/json-with-ids.ts";

/** A thumb under one of our messages. */
export function readThumb(feedback: JsonObject): EventContent | undefined {
  const words = asText(feedback["feedback"]) ?? "";
  const value = /^good\b/i.test(words) ? "up" : /^bad\b/i.test(words) ? "down" : undefined;
  if (value === undefined) return undefined;
  const mid = asText(feedback["mid"]);
  return { type: "feedback", value, ...(mid === undefined ? {} : { messageId: mid }) };
}

/** From which score a question of Meta's feedback template counts as content, and up to which as discontent. */
const scales = new Map([
  ["csat", { up: 4, down: 2 }], // 1 to 5
  ["nps", { up: 9, down: 6 }], // 0 to 10
  ["ces", { up: 5, down: 3 }], // 1 to 7
]);

/** An answer to a question of Meta's feedback template. Undefined for a score in the middle: it is neither. */
export function readScore(answer: unknown): EventContent | undefined {
  const { type, payload } = asObject(answer);
  const scale = scales.get(asText(type) ?? "");
  const text = asId(payload) ?? "";
  if (scale === undefined || !/^\d{1,2}$/.test(text)) return undefined;
  const score = Number(text);
  if (score >= scale.up) return { type: "feedback", value: "up" };
  return score <= scale.down ? { type: "feedback", value: "down" } : undefined;
}
