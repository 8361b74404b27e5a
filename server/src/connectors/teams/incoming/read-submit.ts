import type { InboundEvent } from "#channel/event.ts";
import { toJsonData } from "#channel/kit/forms/to-json-data.ts";
import { asId, asObject, asText, isObject, type JsonObject } from "#channel/kit/json-with-ids.ts";
import { choiceField } from "#connectors/teams/choice-field.ts";
import type { Inbound } from "./inbound.ts";
import { type Reading, toEvent, type Where } from "./where.ts";

/** A button of a card comes as a message with a value (Action.Submit). Undefined: it is none. */
export function readSubmit(activity: JsonObject, where: Where, reading: Reading): Inbound | undefined {
  const value = valueOf(activity["value"]);
  return value === undefined ? undefined : toSubmit(activity, value, where, reading);
}

/**
 * Calls that want an answer at once: a button of a card (Action.Execute), and what somebody thinks of a message ("Feedback buttons"). For others
 * there is nobody here.
 */
export function readCall(activity: JsonObject, where: Where, reading: Reading): Inbound {
  const value = asObject(activity["value"]);
  switch (activity["name"]) {
    case "adaptiveCard/action": {
      const data = valueOf(asObject(value["action"])["data"]) ?? {};
      return toSubmit(activity, data, where, reading);
    }
    case "message/submitAction":
      return readFeedback(activity, value, where, reading);
    default:
      return { type: "unknown_call" };
  }
}

/** Some clients send the value as a text of JSON. */
function valueOf(value: unknown): JsonObject | undefined {
  if (isObject(value)) return value;
  try {
    return typeof value === "string" ? asJsonObject(JSON.parse(value)) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

function asJsonObject(value: unknown): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}

/** A card of a story's own has values of its own: the story gets them. */
function toSubmit(activity: JsonObject, value: JsonObject, where: Where, reading: Reading): Inbound {
  const id = asId(activity["id"]);
  if (id === undefined) return { type: "unused", kind: "no_id" };
  const { [choiceField]: token, msteams: _own, ...values } = value;
  const said = { id: `tap:${id}`, at: activity["timestamp"] };
  const code = asText(token);
  if (code !== undefined) {
    const content = { type: "text" as const, text: asText(activity["text"]) ?? "" };
    return { type: "tap", token: code, values, event: toEvent(where, { ...said, content }, reading) };
  }
  const data = toJsonData(values);
  if (data === undefined) return { type: "unused", kind: "too_large" };
  const content = { type: "channel_event" as const, name: "submit", data };
  return { type: "event", event: toEvent(where, { ...said, content }, reading) };
}

function readFeedback(activity: JsonObject, value: JsonObject, where: Where, reading: Reading): Inbound {
  const [id, messageId] = [asId(activity["id"]), asId(activity["replyToId"])];
  const { reaction, feedback } = asObject(value["actionValue"]);
  if (id === undefined || (reaction !== "like" && reaction !== "dislike")) return { type: "unknown_call" };
  const comment = asText(valueOf(feedback)?.["feedbackText"]);
  const content: InboundEvent["content"] = {
    type: "feedback",
    value: reaction === "like" ? "up" : "down",
    ...(messageId === undefined ? {} : { messageId }),
    ...(comment === undefined ? {} : { comment }),
  };
  return {
    type: "event",
    event: toEvent(where, { id: `feedback:${id}`, at: activity["timestamp"], content }, reading),
    only: "known",
  };
}
