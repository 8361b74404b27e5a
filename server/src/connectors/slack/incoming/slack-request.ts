import { asObject, asText, type JsonObject } from "#channel/kit/json-with-ids.ts";

/** What Slack sends, by any of its doors. `body`: as it is documented for the kind. */
export type SlackRequest =
  /** The operator has entered the address, and Slack wants to know whether it is ours. */
  | { type: "challenge"; challenge: string }
  | { type: "event"; body: JsonObject }
  | { type: "interaction"; body: JsonObject }
  | { type: "command"; body: JsonObject }
  | { type: "unreadable" };

/** A request to our address: events are JSON, the others are forms. */
export function readHttpRequest(body: Buffer, contentType = ""): SlackRequest {
  if (!contentType.startsWith("application/x-www-form-urlencoded")) return readJson(body.toString());
  const form = new URLSearchParams(body.toString());
  const payload = form.get("payload");
  if (payload === null) return { type: "command", body: Object.fromEntries(form) };
  const interaction = parse(payload);
  return interaction === undefined ? { type: "unreadable" } : { type: "interaction", body: interaction };
}

function readJson(text: string): SlackRequest {
  const body = parse(text);
  if (body === undefined) return { type: "unreadable" };
  if (body["type"] !== "url_verification") return { type: "event", body };
  return { type: "challenge", challenge: asText(body["challenge"]) ?? "" };
}

/** An envelope of Socket Mode. `id`: by which it is acknowledged. */
export type Envelope =
  | { type: "request"; id: string; request: SlackRequest }
  | { type: "hello" }
  | { type: "disconnect"; reason: string }
  | { type: "unknown" };

export function readEnvelope(text: string): Envelope {
  const { type, envelope_id: envelopeId, payload, reason } = parse(text) ?? {};
  const [id, body] = [asText(envelopeId), asObject(payload)];
  if (type === "hello") return { type: "hello" };
  if (type === "disconnect") return { type: "disconnect", reason: asText(reason) ?? "" };
  if (id === undefined) return { type: "unknown" };
  if (type === "events_api") return { type: "request", id, request: { type: "event", body } };
  if (type === "interactive") return { type: "request", id, request: { type: "interaction", body } };
  if (type === "slash_commands") return { type: "request", id, request: { type: "command", body } };
  return { type: "request", id, request: { type: "unreadable" } };
}

function parse(text: string): JsonObject | undefined {
  try {
    return asObject(JSON.parse(text));
  } catch (error) {
    // RangeError: it is nested too deeply. Slack never sends that.
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}
