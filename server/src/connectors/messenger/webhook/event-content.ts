import type { EventContent } from "#channel/event.ts";
import type { Json } from "#channel/json.ts";
import { type JsonObject, asId, asObject, asText } from "#channel/kit/json-with-ids.ts";
import { readTap } from "./read-tap.ts";
import type { FacebookPage } from "#connectors/messenger/facebook-pages.ts";

/**
 * The readers of the small webhook events. Each returns undefined for an event that nothing here acts on.
 * @module
 */

/**
 * A tap on the Get Started button, on one of our own buttons, on what the operator has entered at Meta (menu, ice breakers),
 * or on a button of another app. It may have a title, a payload, both or neither: it is answered in any case.
 */
export function readPostback(postback: JsonObject, { payloads }: FacebookPage): EventContent {
  const payload = asText(postback["payload"]);
  const title = asText(postback["title"]);
  if (payload === "GET_STARTED") return { type: "start" };
  if (payload === undefined && title !== undefined) return { type: "text", text: title };
  return readTap(payload ?? "", title, payloads);
}

/** An advertisement often has no `ref`. Undefined when there is no referral at all. */
export function readReferral(referral: JsonObject): EventContent | undefined {
  if (Object.keys(referral).length === 0) return undefined;
  const source = asText(referral["source"]);
  const adId = asId(referral["ad_id"]);
  return {
    type: "referral",
    ref: asText(referral["ref"]) ?? "",
    ...(source === undefined ? {} : { source }),
    ...(adId === undefined ? {} : { adId }),
  };
}

/**
 * The person agreed to something: through a plugin on a page (`ref`), or to later notifications (`payload`, which may be
 * one of our own links; `ref` is empty where Meta does not say). They may stop these, and go on with them.
 */
export function readOptin(optin: JsonObject, { payloads, keepsTokens }: FacebookPage): EventContent {
  const ref = asText(optin["ref"]) ?? asText(optin["payload"]) ?? "";
  const action = payloads.read(ref);
  const [, status] = /^(stop|resume)\b/i.exec(asText(optin["notification_messages_status"]) ?? "") ?? [];
  const userRef = asId(optin["user_ref"]);
  return {
    type: "optin",
    ref: action?.type === "link" ? action.link : ref,
    ...(status === undefined ? {} : { status: /^stop/i.test(status) ? ("stopped" as const) : ("resumed" as const) }),
    ...(userRef === undefined ? {} : { userRef }),
    ...(keepsTokens ? readToken(optin) : {}),
  };
}

/** What later messages of this kind are sent with, in place of the person's id. */
function readToken(optin: JsonObject): { token?: string; expiresAt?: number } {
  const token = asText(optin["notification_messages_token"]) ?? asText(optin["one_time_notif_token"]);
  if (token === undefined) return {};
  const expiresAt = Number(asId(optin["token_expiry_timestamp"]) ?? Number.NaN);
  return { token, ...(Number.isFinite(expiresAt) && expiresAt > 0 ? { expiresAt } : {}) };
}

/** The person came to Messenger from a site that had asked for them under a name of its own. */
export function readPriorMessage(prior: JsonObject): EventContent | undefined {
  const userRef = asId(prior["identifier"]);
  return userRef === undefined ? undefined : { type: "optin", ref: "", userRef };
}

export function readAccountLinking(linking: JsonObject): EventContent | undefined {
  const { status } = linking;
  if (status !== "linked" && status !== "unlinked") return undefined;
  const code = asText(linking["authorization_code"]);
  return { type: "account_linking", status, ...(code === undefined ? {} : { code }) };
}

/** Longer ones are counted only: what people buy and fill in is far smaller. */
const longestData = 20_000;

/** An order, a coupon that was taken, a form that was filled in: as Meta tells it. */
export function readChannelEvent(name: string, data: JsonObject): EventContent | undefined {
  if (JSON.stringify(data).length > longestData) return undefined;
  return { type: "channel_event", name, data: data as { [name: string]: Json } };
}

/**
 * Who has the conversation now: this app, or an app where people answer. A mere request changes no owner. Older forms do not
 * name the new owner: Meta tells of a pass the app that gets the conversation, and of a take the app that loses it.
 */
export function readHandover(kind: "pass" | "take", control: JsonObject, { appId }: FacebookPage): EventContent {
  const owner = asId(control["new_owner_app_id"]);
  const isPassedToUs = kind === "pass" && asId(control["previous_owner_app_id"]) !== appId;
  const isOurs = owner === undefined ? isPassedToUs : owner === appId;
  return { type: "handover", to: isOurs ? "bot" : "agent", ...summaryOf(control) };
}

/** Another app asks for the conversation; Meta need not say which one. */
export function readControlRequest(control: JsonObject): EventContent {
  return { type: "handover_request", by: asId(control["requested_owner_app_id"]) ?? "", ...summaryOf(control) };
}

function summaryOf(control: JsonObject): { summary?: string } {
  const summary = asText(control["metadata"]);
  return summary === undefined ? {} : { summary };
}

export function readEdit(edit: JsonObject): EventContent | undefined {
  const messageId = asText(edit["mid"]);
  const text = asText(edit["text"]);
  return messageId === undefined || text === undefined ? undefined : { type: "edited", messageId, text };
}

/** What Meta calls the reactions that Messenger offers first; an event may have the name only. */
const emojis = new Map([
  ["love", "❤️"],
  ["like", "👍"],
  ["dislike", "👎"],
  ["smile", "😆"],
  ["sad", "😢"],
  ["wow", "😮"],
  ["angry", "😠"],
]);

/** An emoji under a message, or its end; Meta need not say which one was taken away: `emoji` is empty then. */
export function readReaction(reaction: JsonObject): EventContent | undefined {
  const messageId = asText(reaction["mid"]);
  if (messageId === undefined) return undefined;
  const emoji = asText(reaction["emoji"]) ?? emojis.get(asText(reaction["reaction"]) ?? "") ?? "";
  return { type: "reaction", messageId, emoji, added: reaction["action"] !== "unreact" };
}

/** A thumb under one of our messages. */
export function readThumb(feedback: JsonObject): EventContent | undefined {
  const rating = asText(feedback["feedback"]) ?? "";
  const value = /^good\b/i.test(rating) ? "up" : /^bad\b/i.test(rating) ? "down" : undefined;
  if (value === undefined) return undefined;
  const mid = asText(feedback["mid"]);
  return { type: "feedback", value, ...(mid === undefined ? {} : { messageId: mid }) };
}

/** By kind of question in Meta's feedback template: the lowest good score, and the highest bad one. */
const scales = new Map([
  ["csat", { up: 4, down: 2 }], // 1 to 5
  ["nps", { up: 9, down: 6 }], // 0 to 10
  ["ces", { up: 5, down: 3 }], // 1 to 7
]);

/** Characters of a comment; Meta's own limit is far lower. */
const longestComment = 2_000;

/** A reply to a question of Meta's feedback template, with what the person wrote besides. */
export function readScore(question: string, reply: unknown): EventContent | undefined {
  const { type, payload, follow_up } = asObject(reply);
  const scale = scales.get(asText(type) ?? "");
  const text = asId(payload) ?? "";
  if (scale === undefined || !/^\d{1,2}$/.test(text)) return undefined;
  const score = Number(text);
  const comment = asText(asObject(follow_up)["payload"])?.trim().slice(0, longestComment) ?? "";
  return {
    type: "feedback",
    value: score >= scale.up ? "up" : score <= scale.down ? "down" : "neutral",
    question,
    score,
    ...(comment === "" ? {} : { comment }),
  };
}
