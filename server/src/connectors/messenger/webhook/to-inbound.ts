import { direct } from "#channel/address.ts";
import type { InboundEvent } from "#channel/event.ts";
import { readChange } from "./changes.ts";
import { type ParsedEvent, parseEvent } from "./parse-event.ts";
import { hash } from "./event-key.ts";
import { readForeignEcho, readStandby } from "./overheard.ts";
import { type JsonObject, asId, asList, asObject, asText } from "#channel/kit/json-with-ids.ts";
import { userRefOf, userRefPrefix } from "#connectors/messenger/user-ref.ts";
import { readMark } from "#connectors/messenger/part-mark.ts";
import type { FacebookPage, Receipt } from "#connectors/messenger/facebook-pages.ts";
import type { PolicyAction } from "#connectors/meta/send/gate.ts";

/** What one webhook event means for this server. */
export type Inbound =
  | { type: "event"; event: InboundEvent; page: FacebookPage }
  /** Meta has delivered a message that this app sent with our delivery id. `partsOut`: it is a part, and others follow. */
  | { type: "echo"; deliveryId: string; partsOut?: number; mid: string | undefined; page: FacebookPage }
  /** Meta judges the page: it may not write, it may again, or it is warned. `at`: when. */
  | { type: "policy"; action: PolicyAction; at: number; page: FacebookPage }
  /** What this app is on the page, by Meta's names. */
  | { type: "roles"; roles: readonly string[]; page: FacebookPage }
  /** Messages of the bot have reached the phone, or were read. */
  | { type: "receipt"; receipt: Receipt; page: FacebookPage }
  /** An event that nothing here acts on yet. `kind` is one of a fixed set of names. */
  | { type: "unhandled"; kind: string; webhookEvent?: JsonObject }
  | { type: "unknown_page"; pageId: string };

/** Finds a page by its id among the pages of the app whose secret signed the webhook. */
export type FindPage = (pageId: string) => FacebookPage | undefined;

/**
 * Translates a webhook. Pure and total: whatever Meta sends, each webhook event becomes one or more results, in order, and
 * an unreadable one does not prevent the others from being read.
 */
export function toInboundEvents(webhook: unknown, findPage: FindPage, now: number): Inbound[] {
  return asList(asObject(webhook)["entry"]).flatMap((entry) => readEntry(asObject(entry), findPage, now));
}

function readEntry(entry: JsonObject, findPage: FindPage, now: number): Inbound[] {
  const pageId = asId(entry["id"]) ?? "";
  const webhookEvents = asList(entry["messaging"]);
  const overheard = asList(entry["standby"]);
  const changes = asList(entry["changes"]).map(asObject);
  const page = findPage(pageId);
  const isAboutPeople = webhookEvents.length + overheard.length > 0;
  if (page === undefined) {
    const others = changes.map((): Inbound => ({ type: "unhandled", kind: "changes" }));
    return isAboutPeople ? [{ type: "unknown_page", pageId }, ...others] : others;
  }
  const at = toMilliseconds(entry["time"]) ?? now;
  return [
    ...webhookEvents.flatMap((each) => readWebhookEvent(asObject(each), page, at)),
    ...overheard.map((each) => readOverheard(asObject(each), page, at)),
    ...changes.map((each) => toChange(each, page, at)),
  ];
}

/** What happens to the page, and not in a conversation. */
function toChange(change: JsonObject, page: FacebookPage, at: number): Inbound {
  const read = readChange(change, page, at);
  if (read === undefined) return { type: "unhandled", kind: "changes" };
  const event = toInboundEvent(read.event, read.user, at, page);
  // What is kept of the comment goes with its author.
  const from = read.author === undefined ? {} : { from: { id: read.author, aliases: [] } };
  return { type: "event", page, event: { ...event, ...from } };
}

/** Another app has the conversation: what is said there is context, and proves nothing else. */
function readOverheard(webhookEvent: JsonObject, page: FacebookPage, entryTime: number): Inbound {
  const message = asObject(webhookEvent["message"]);
  const at = toMilliseconds(webhookEvent["timestamp"]) ?? entryTime;
  if (message["is_echo"] === true) return readEcho(webhookEvent, page, at);
  const psid = asId(asObject(webhookEvent["sender"])["id"]);
  const event = psid === page.pageId ? undefined : readStandby(webhookEvent, page);
  if (psid === undefined || event === undefined) return { type: "unhandled", kind: "standby" };
  return { type: "event", page, event: toInboundEvent(event, psid, at, page) };
}

/** Echoes are recognised first: the bot would answer an echo that it took for the person's message, and so on for ever. */
function readWebhookEvent(webhookEvent: JsonObject, page: FacebookPage, entryTime: number): Inbound[] {
  const message = asObject(webhookEvent["message"]);
  if (message["is_echo"] === true)
    return [readEcho(webhookEvent, page, toMilliseconds(webhookEvent["timestamp"]) ?? entryTime)];
  const kind = kindOf(webhookEvent);
  if (kind === "delivery" || kind === "read") return readReceipt(webhookEvent, kind, page);
  const action = policyAction(webhookEvent);
  const at = toMilliseconds(webhookEvent["timestamp"]) ?? entryTime;
  if (action !== undefined) return [{ type: "policy", action, at, page }];
  const roles = kind === "app_roles" ? asObject(webhookEvent[kind])[page.appId] : undefined;
  if (roles !== undefined) return [{ type: "roles", roles: asList(roles).flatMap((role) => asText(role) ?? []), page }];
  const psid = senderOf(webhookEvent);
  if (psid === undefined) return [{ type: "unhandled", kind, webhookEvent }];
  if (psid === page.pageId) return [{ type: "unhandled", kind: "own_message" }];
  const events = parseEvent(webhookEvent, kind, page);
  if (events.length === 0) return [{ type: "unhandled", kind: reasonFor(message) ?? kind, webhookEvent }];
  return events.map((event): Inbound => ({ type: "event", page, event: toInboundEvent(event, psid, at, page) }));
}

/** A site's checkbox knows the person by a name of the site's own only. */
function senderOf(webhookEvent: JsonObject): string | undefined {
  const psid = asId(asObject(webhookEvent["sender"])["id"]);
  if (psid !== undefined) return psid;
  const userRef = asId(asObject(webhookEvent["optin"])["user_ref"]);
  return userRef === undefined ? undefined : `${userRefPrefix}${userRef}`;
}

function readReceipt(webhookEvent: JsonObject, kind: "delivery" | "read", page: FacebookPage): Inbound[] {
  const { mids, watermark } = asObject(webhookEvent[kind]);
  const psid = asId(asObject(webhookEvent["sender"])["id"]);
  if (psid === undefined) return [{ type: "unhandled", kind, webhookEvent }];
  const receipt: Receipt = {
    status: kind === "read" ? "read" : "delivered",
    user: psid,
    conversationId: conversationIdOf(page, psid),
    mids: asList(mids).flatMap((mid) => asText(mid) ?? []),
    until: toMilliseconds(typeof watermark === "number" ? watermark : asId(watermark)),
  };
  return [{ type: "receipt", receipt, page }];
}

/** Meta writes the key in two ways. Its event has no person. */
function policyAction(webhookEvent: JsonObject): PolicyAction | undefined {
  const { action } = asObject(webhookEvent["policy_enforcement"] ?? webhookEvent["policy-enforcement"]);
  return action === "block" || action === "unblock" || action === "warning" ? action : undefined;
}

/** An echo with our metadata confirms a delivery. Other apps and people in the page's inbox send without it. */
function readEcho(webhookEvent: JsonObject, page: FacebookPage, at: number): Inbound {
  const message = asObject(webhookEvent["message"]);
  if (asId(message["app_id"]) !== page.appId) {
    const psid = asId(asObject(webhookEvent["recipient"])["id"]);
    const event = readForeignEcho(webhookEvent, page);
    if (psid === undefined || psid === page.pageId || event === undefined)
      return { type: "unhandled", kind: "foreign_echo" };
    return { type: "event", page, event: toInboundEvent(event, psid, at, page) };
  }
  const metadata = asText(message["metadata"]);
  if (metadata === undefined) return { type: "unhandled", kind: "unmarked_echo" };
  return { type: "echo", ...readMark(metadata), mid: asText(message["mid"]), page };
}

function toInboundEvent({ key, content }: ParsedEvent, psid: string, at: number, page: FacebookPage): InboundEvent {
  return {
    id: key,
    connectorId: page.connectorId,
    conversationId: conversationIdOf(page, psid),
    address: direct(psid),
    at,
    ...(page.locale === undefined ? {} : { locale: page.locale }),
    content,
  };
}

const maxConversationId = 120;

/** Page and app are part of the id: a person has another id on each page, and apps must not share a conversation. */
export function conversationIdOf(
  { connectorId, appId, pageId }: Pick<FacebookPage, "connectorId" | "appId" | "pageId">,
  user: string,
): string {
  const userRef = userRefOf(user);
  // A site's own name for the person may have any characters: the colon ends a part of the id.
  const part = userRef === undefined ? user : `${userRefPrefix}${encodeURIComponent(userRef)}`;
  const id = `messenger:${connectorId}:${appId}:${pageId}:${part}`;
  return id.length <= maxConversationId ? id : `messenger:${hash([id])}`;
}

/**
 * The person in such an id, and in the ids of deliveries that begin with it; and a site's own name for a person, which may be their
 * address or number, wherever it stands.
 */
export const peopleInLog =
  /(?<=messenger:[^\s:]{1,80}:\d{1,30}:\d{1,30}:)\d{1,30}|(?<=user_ref:)[^\s:"',;)}\]]{1,2000}/g;

/** Some of Meta's webhooks give seconds, and some write numbers as text. */
function toMilliseconds(value: unknown): number | undefined {
  const time = typeof value === "string" ? Number(value) : value;
  if (typeof time !== "number" || !Number.isFinite(time) || time <= 0) return undefined;
  return Math.trunc(time < 1e11 ? time * 1000 : time);
}

const kinds = [
  "postback",
  "delivery",
  "read",
  "reaction",
  "message_edit",
  "optin",
  "account_linking",
  "response_feedback",
  "pass_thread_control",
  "take_thread_control",
  "request_thread_control",
  "app_roles",
  "policy_enforcement",
  "policy-enforcement",
  "messaging_feedback",
  "template",
  "order",
  "form",
  "message",
  "referral",
];

/** The names are a fixed set, so that counters and logs stay bounded. */
function kindOf(webhookEvent: JsonObject): string {
  return kinds.find((kind) => webhookEvent[kind] !== undefined) ?? "other";
}

function reasonFor(message: JsonObject): string | undefined {
  if (message["is_deleted"] === true) return "deleted";
  if (message["is_unsupported"] === true) return "unsupported";
  return undefined;
}
