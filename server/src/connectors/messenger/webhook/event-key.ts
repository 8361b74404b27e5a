import { createHash } from "node:crypto";
import { type JsonObject, asId, asText } from "#channel/kit/json-with-ids.ts";

/** The message id where Meta gives one, else a hash of the event's fields. It is the same in every redelivery. */
export function keyOf(kind: string, body: JsonObject, webhookEvent: JsonObject): string {
  const mid = asText(body["mid"]);
  if (mid !== undefined && mid.length <= 200) return `${kind}:${mid}`;
  const fields = ["mid", "payload", "title", "text", "ref", "source", "type", "ad_id"].map((name) => asId(body[name]));
  return keyFor(kind, webhookEvent, fields);
}

/** Phones let people change a message five times. */
const mostEdits = 5;

/** Undefined: Meta does not say which change of the message it is. */
export function editKey(edit: JsonObject): string | undefined {
  const [mid, number] = [asText(edit["mid"]), asId(edit["num_edit"])];
  return mid === undefined || mid.length > 200 || number === undefined ? undefined : `message_edit:${mid}#${number}`;
}

/** The keys of all that a person has said in one message: the message itself, first, and its changes. */
export function keysOfMessage(mid: string): [message: string, ...edits: string[]] {
  const edits = Array.from({ length: mostEdits }, (_, index) => `message_edit:${mid}#${index + 1}`);
  return [`message:${mid}`, ...edits];
}

/** The key of an event without a message id: its time, and the parts that distinguish it from others of that time. */
export function keyFor(kind: string, webhookEvent: JsonObject, parts: readonly (string | undefined)[]): string {
  return `${kind}:${hash([asId(webhookEvent["timestamp"]), ...parts])}`;
}

export function hash(parts: readonly (string | undefined)[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url");
}
