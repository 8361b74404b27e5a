import { asObject, asText, isObject, type JsonObject } from "#channel/kit/json-with-ids.ts";

/** What Mattermost says by its connection (api.mattermost.com, "WebSocket"). `kind`: of the channel, where the event tells it: D for a direct one. */
export type Frame =
  | { readonly type: "hello" }
  /** Its answer to what we have said first: whether it knows the token. */
  | { readonly type: "reply"; readonly isOk: boolean }
  | {
      readonly type: "posted" | "post_edited" | "post_deleted";
      readonly post: JsonObject;
      readonly kind: string | undefined;
    }
  | {
      readonly type: "reaction_added" | "reaction_removed";
      readonly reaction: JsonObject;
      readonly channel: string | undefined;
    }
  | { readonly type: "other" };

/** Total: what cannot be read is something else. */
export function readFrame(text: string): Frame {
  const frame = parse(text);
  const data = asObject(frame["data"]);
  const { event } = frame;
  if (frame["seq_reply"] !== undefined) return { type: "reply", isOk: frame["status"] === "OK" };
  switch (event) {
    case "hello":
      return { type: "hello" };
    case "posted":
    case "post_edited":
    case "post_deleted":
      return { type: event, post: inner(data["post"]), kind: asText(data["channel_type"]) };
    case "reaction_added":
    case "reaction_removed":
      return {
        type: event,
        reaction: inner(data["reaction"]),
        channel: asText(asObject(frame["broadcast"])["channel_id"]),
      };
    default:
      return { type: "other" };
  }
}

/** Posts and reactions are JSON in JSON. */
function inner(value: unknown): JsonObject {
  return typeof value === "string" ? parse(value) : asObject(value);
}

function parse(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch (error) {
    // RangeError: it is nested too deeply. Mattermost never sends that.
    if (error instanceof SyntaxError || error instanceof RangeError) return {};
    throw error;
  }
}
