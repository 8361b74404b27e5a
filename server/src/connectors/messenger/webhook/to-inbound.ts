import type { InboundEvent } from "#channel/event.ts";
import { type Act, readActs } from "./events.ts";
import { hash } from "./event-key.ts";
import { type JsonObject, asId, asList, asObject, asText } from "#channel/kit/json-with-ids.ts";
import type { Page } from "#connectors/messenger/pages.ts";

/** What one happening in a webhook means for this server. */
export type Inbound =
  | { type: "event"; event: InboundEvent; page: Page }
  /** Meta took a message that this app sent with our delivery id. */
  | { type: "echo"; deliveryId: string; mid: string | undefined }
  /** A report that nothing waits for, such as "delivered" and "read". */
  | { type: "ignored"; kind: string }
  /** Nothing here acts on it yet. `kind` is one of a fixed set of names. */
  | { type: "unhandled"; kind: string }
  | { type: "unknown_page"; pageId: string };

/** Finds the page of an entry among the pages of the app that the webhook was signed for. */
export type FindPage = (pageId: string) => Page | undefined;

/**
 * Translates a webhook. Pure and total: whatever Meta writes or will write, each happening becomes one or more entries
 * in their order, and none keeps the others from being read.
 */
export function toInboundEvents(webhook: unknown, findPage: FindPage, now: number): Inbound[] {
  return asList(asObject(webhook)["entry"]).flatMap((entry) => readEntry(asObject(entry), findPage, now));
}

function readEntry(entry: JsonObject, findPage: FindPage, now: number): Inbound[] {
  const pageId = asId(entry["id"]) ?? "";
  const happenings = asList(entry["messaging"]);
  const others = ["standby", "changes"].flatMap((kind) =>
    asList(entry[kind]).map((): Inbound => ({ type: "unhandled", kind })),
  );
  const page = findPage(pageId);
  if (page === undefined) return happenings.length > 0 ? [{ type: "unknown_page", pageId }, ...others] : others;
  const at = toMilliseconds(entry["time"]) ?? now;
  return [...happenings.flatMap((happening) => readHappening(asObject(happening), page, at)), ...others];
}

/** An echo is told by its mark before anything else is looked at: taken for the person's words, it would loop. */
function readHappening(happening: JsonObject, page: Page, entryTime: number): Inbound[] {
  const message = asObject(happening["message"]);
  if (message["is_echo"] === true) return [readEcho(message, page)];
  const kind = kindOf(happening);
  if (kind === "delivery" || kind === "read") return [{ type: "ignored", kind }];
  const psid = asId(asObject(happening["sender"])["id"]);
  if (psid === undefined) return [{ type: "unhandled", kind }];
  if (psid === page.pageId) return [{ type: "unhandled", kind: "own_message" }];
  const acts = readActs(happening, kind, page);
  if (acts.length === 0) return [{ type: "unhandled", kind: reasonFor(message) ?? kind }];
  const at = toMilliseconds(happening["timestamp"]) ?? entryTime;
  return acts.map((act): Inbound => ({ type: "event", page, event: toEvent(act, psid, at, page) }));
}

/** Our metadata marks what the outbox waits for. Other apps and people at the page's inbox speak without it. */
function readEcho(message: JsonObject, page: Page): Inbound {
  if (asId(message["app_id"]) !== page.appId) return { type: "unhandled", kind: "foreign_echo" };
  const deliveryId = asText(message["metadata"]);
  if (deliveryId === undefined) return { type: "unhandled", kind: "unmarked_echo" };
  return { type: "echo", deliveryId, mid: asText(message["mid"]) };
}

function toEvent({ key, content }: Act, psid: string, at: number, page: Page): InboundEvent {
  return {
    id: key,
    connectorId: page.connectorId,
    conversationId: conversationIdOf(page, psid),
    userId: psid,
    at,
    ...(page.locale === undefined ? {} : { locale: page.locale }),
    content,
  };
}

const maxConversationId = 120;

/** The same person is another one on another page, and another app must not continue this one's conversation. */
export function conversationIdOf({ connectorId, appId, pageId }: Page, psid: string): string {
  const id = `messenger:${connectorId}:${appId}:${pageId}:${psid}`;
  return id.length <= maxConversationId ? id : `messenger:${hash([id])}`;
}

/** Some of Meta's webhooks tell seconds, and some write numbers as text. */
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

/** From a fixed set, so that counters and logs stay bounded whatever comes. */
function kindOf(happening: JsonObject): string {
  return kinds.find((kind) => happening[kind] !== undefined) ?? "other";
}

function reasonFor(message: JsonObject): string | undefined {
  if (message["is_deleted"] === true) return "deleted";
  if (message["is_unsupported"] === true) return "unsupported";
  return undefined;
}
