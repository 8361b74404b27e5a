import { type JsonObject, asId, asList, asObject, asText } from "#channel/kit/json-with-ids.ts";
import type { BusinessNumber } from "#connectors/whatsapp/numbers.ts";
import { userOf } from "#connectors/whatsapp/user-id.ts";
import type { FindNumber, Inbound, MessageState } from "./inbound.ts";
import { readIdentityUpdate, readSystemMessage } from "./read-identity.ts";
import { readMessage, readReferral } from "./read-message.ts";
import { phoneOf, readWho, whoOf, idOf } from "./read-who.ts";

/**
 * Translates a webhook. Pure and total: whatever Meta sends, each item becomes one or more results, in order, and an unreadable one does
 * not prevent the others from being read.
 */
export function toInbound(webhook: unknown, findNumber: FindNumber, now: number): Inbound[] {
  return asList(asObject(webhook)["entry"])
    .flatMap((entry) => asList(asObject(entry)["changes"]))
    .flatMap((change) => readChange(asObject(change), findNumber, now));
}

/** The names are a fixed set, so that counters and logs stay bounded. */
const otherFields = new Set([
  "account_alerts",
  "account_review_update",
  "account_update",
  "business_capability_update",
  "calls",
  "flows",
  "history",
  "message_template_components_update",
  "message_template_quality_update",
  "message_template_status_update",
  "payment_configuration_update",
  "phone_number_name_update",
  "phone_number_quality_update",
  "security",
  "smb_app_state_sync",
  "template_category_update",
]);

function readChange(change: JsonObject, findNumber: FindNumber, now: number): Inbound[] {
  const field = asText(change["field"]) ?? "";
  const value = asObject(change["value"]);
  const read = readers[field];
  if (read === undefined) return [{ type: "unhandled", kind: otherFields.has(field) ? field : "other", item: value }];
  const phoneNumberId = asId(asObject(value["metadata"])["phone_number_id"]) ?? "";
  const number = findNumber(phoneNumberId);
  // Another number of the account, which another program or nobody serves.
  if (number === undefined) return [{ type: "unknown_number", phoneNumberId }];
  return read(value, number, now);
}

type Reader = (value: JsonObject, number: BusinessNumber, now: number) => Inbound[];

const readers: Readonly<Record<string, Reader>> = {
  messages(value, number, now) {
    const contacts = asList(value["contacts"]).map(asObject);
    return [
      ...asList(value["messages"]).flatMap((each) => readOne(asObject(each), contacts, number, now)),
      ...asList(value["statuses"]).map((each) => readState(asObject(each), number)),
      ...asList(value["errors"]).map((each): Inbound => ({ type: "unhandled", kind: "errors", item: asObject(each) })),
    ];
  },
  user_id_update: (value, number, now) =>
    asList(value["user_id_update"]).map((each): Inbound => {
      const item = asObject(each);
      const change = readIdentityUpdate(item, timeOf(item["timestamp"], now));
      return change === undefined
        ? { type: "unhandled", kind: "user_id_update", item }
        : { type: "identity", number, ...change };
    }),
  user_preferences: (value, number, now) =>
    asList(value["user_preferences"]).map((each) => readPreference(asObject(each), number, now)),
  smb_message_echoes: (value, number, now) =>
    asList(value["message_echoes"]).map((each) => readEcho(asObject(each), number, now)),
};

function readOne(message: JsonObject, contacts: readonly JsonObject[], number: BusinessNumber, now: number): Inbound[] {
  const unhandled = (kind: string): Inbound[] => [{ type: "unhandled", kind, item: message }];
  const id = asText(message["id"]);
  const at = timeOf(message["timestamp"], now);
  if (id === undefined) return unhandled("message_without_id");
  if (message["group_id"] !== undefined) return unhandled("group");
  if (message["type"] === "system") {
    const change = readSystemMessage(message, at);
    return change === undefined ? unhandled("system") : [{ type: "identity", number, ...change }];
  }
  const who = readWho(message, contacts);
  const content = readMessage(message);
  if (userOf(who) === undefined) return unhandled("message_of_nobody");
  if (content === undefined) return unhandled("message");
  const referral = readReferral(asObject(message["referral"]));
  const before: Inbound[] =
    referral === undefined ? [] : [{ type: "event", number, who, at, key: `referral:${id}`, content: referral }];
  return [...before, { type: "event", number, who, at, key: keyOf(id), messageId: id, content }];
}

/** A message that was taken back is found by it. */
export function keyOf(messageId: string): string {
  return `message:${messageId}`;
}

function readState(state: JsonObject, number: BusinessNumber): Inbound {
  const externalId = asText(state["id"]);
  const status = asText(state["status"]);
  if (externalId === undefined || !isStatus(status)) return { type: "unhandled", kind: "status", item: state };
  const deliveryId = asText(state["biz_opaque_callback_data"]);
  const code = Number(asId(asObject(asList(state["errors"])[0])["code"]) ?? Number.NaN);
  return {
    type: "state",
    number,
    status,
    externalId,
    ...(deliveryId === undefined ? {} : { deliveryId }),
    ...(status === "failed" && Number.isSafeInteger(code) ? { error: code } : {}),
  };
}

function isStatus(status: string | undefined): status is MessageState["status"] {
  return status === "sent" || status === "delivered" || status === "read" || status === "failed";
}

/** The person wants no marketing messages any more, or wants them again. */
function readPreference(preference: JsonObject, number: BusinessNumber, now: number): Inbound {
  const who = whoOf(idOf(preference["user_id"]), phoneOf(preference["wa_id"]));
  const value = asText(preference["value"]);
  if (userOf(who) === undefined || (value !== "stop" && value !== "resume"))
    return { type: "unhandled", kind: "user_preferences", item: preference };
  const at = timeOf(preference["timestamp"], now);
  const content = {
    type: "optin" as const,
    ref: asText(preference["category"]) ?? "",
    status: value === "stop" ? ("stopped" as const) : ("resumed" as const),
  };
  return { type: "event", number, who, at, key: `preference:${at}:${value}`, content };
}

/** Somebody of the business has written from the WhatsApp Business app with the same number. */
function readEcho(echo: JsonObject, number: BusinessNumber, now: number): Inbound {
  const id = asText(echo["id"]);
  const who = whoOf(idOf(echo["to_user_id"]), phoneOf(echo["to"]));
  if (id === undefined || userOf(who) === undefined)
    return { type: "unhandled", kind: "smb_message_echoes", item: echo };
  const text = asText(asObject(echo["text"])["body"]) ?? "";
  const content = { type: "overheard" as const, by: "agent" as const, text, pauseMs: number.agentPauseMs };
  return { type: "event", number, who, at: timeOf(echo["timestamp"], now), key: `echo:${id}`, content };
}

/** Seconds since 1970, as text or as a number. */
function timeOf(value: unknown, now: number): number {
  const seconds = Number(asId(value) ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0 ? Math.trunc(seconds < 1e11 ? seconds * 1000 : seconds) : now;
}
