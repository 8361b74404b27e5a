import { createHash } from "node:crypto";
import { type JsonObject, asId, asText } from "#channel/kit/json-with-ids.ts";

/** The message id that Meta gives, else what tells the act from others: the same in every redelivery. */
export function keyOf(kind: string, body: JsonObject, happening: JsonObject): string {
  const mid = asText(body["mid"]);
  if (mid !== undefined && mid.length <= 200) return `${kind}:${mid}`;
  const fields = ["mid", "payload", "title", "text", "ref", "source", "type", "ad_id"].map((name) => asId(body[name]));
  return keyFor(kind, happening, fields);
}

/** For what has no message id: the moment, and what tells it from others of the moment. */
export function keyFor(kind: string, happening: JsonObject, parts: readonly (string | undefined)[]): string {
  return `${kind}:${hash([asId(happening["timestamp"]), ...parts])}`;
}

export function hash(parts: readonly (string | undefined)[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url");
}
